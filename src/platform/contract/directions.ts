const overrides = /[\u202a-\u202e]/g;
const isolates = /[\u2066-\u2069]/g;
/** Scripts that run from right to left, and what steers the direction of writing. */
const turning =
  /[\u0590-\u08ff\u200e\u200f\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Text as somebody wrote it, without what turns the direction of writing beyond its own end: overrides and embeddings,
 * and isolates that are not closed or never began (Unicode Standard Annex 9).
 */
export function withinItself(text: string): string {
  const calm = text.replace(overrides, '');
  return isBalanced(calm) ? calm : calm.replace(isolates, '');
}

/**
 * Text to stand within a sentence, where markup cannot keep its direction apart: between the first strong isolate and
 * its end when there is anything in it that would turn what stands beside it, else as it is.
 */
export function isolated(text: string): string {
  const calm = withinItself(text);
  return turning.test(calm) && !isWhole(calm) ? `\u2068${calm}\u2069` : calm;
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const [mark] of text.matchAll(isolates)) {
    depth += mark === '\u2069' ? -1 : 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** Whether one isolate holds everything, so that another one around it would add nothing. */
function isWhole(text: string): boolean {
  return text.startsWith('\u2068') && text.endsWith('\u2069') && isBalanced(text.slice(1, -1));
}
