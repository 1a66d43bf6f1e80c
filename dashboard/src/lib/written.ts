const steering = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Text as somebody wrote it, without what turns the direction of writing by hand. */
export function unsteered(text: string): string {
  return text.replace(steering, '');
}

/** Text to stand within a sentence, for where no `<Written>` can: it turns nothing that stands beside it. */
export function isolated(text: string): string {
  const calm = unsteered(text);
  return rightToLeft.test(calm) ? `\u2068${calm}\u2069` : calm;
}
