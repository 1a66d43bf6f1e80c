import { bodyLength, transactionNumberOf } from './creditor-reference.ts';

/**
 * The references of ours in what a bank passed on, each once, in the order in which they stand: whatever case, spaces, punctuation and
 * line breaks became of them, with words around, with zeros too many in front of the body, and without their `RF`. One counts
 * only when it is whole and its check digits hold. The last parts of a reference may stand in the next text: banks fold lines.
 */
export function findReferences(texts: readonly string[]): string[] {
  if (!mayHoldDigits(texts)) return [];
  const found = [...texts, texts.join('')].flatMap((text) => {
    const told = withPrefix(
      text
        .normalize('NFKC')
        .toUpperCase()
        .replace(/[^0-9A-Z]+/g, ''),
    );
    const bare = withoutPrefix(text.normalize('NFKC'));
    return [...told, ...bare.filter((each) => !told.some((whole) => isWithin(each, whole)))];
  });
  return [...new Set(found)];
}

/** Of the shortest reference without its prefix, whose check digits lost their zero. */
const leastDigits = 13;

/** Whether there are digits enough for one: in most texts there are not. Every letter that is not of ASCII may be a digit in a circle. */
function mayHoldDigits(texts: readonly string[]): boolean {
  let digits = 0;
  for (const text of texts) {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      // Some signs are several digits in one.
      if (code > 127) digits += 3;
      else if (code >= 48 && code <= 57) digits += 1;
    }
  }
  return digits >= leastDigits;
}

/** By chance, some digits of a long reference are one without its `RF`. The zero of check digits may have been added. */
function isWithin(bare: string, whole: string): boolean {
  return bare !== whole && whole.slice(2).includes(bare.slice(bare[2] === '0' ? 3 : 2));
}

/** In a text of `0-9A-Z`: `RF`, check digits, idle zeros, body. */
function withPrefix(folded: string): string[] {
  return [...folded.matchAll(/RF(?=(\d{2,}))/g)].flatMap(([, digits = '']) => {
    const body = digits.slice(2).replace(/^0+/, '');
    return wholeReference(digits.slice(0, 2), body.slice(0, bodyLength(body[0] ?? '') ?? 0));
  });
}

const longestBody = 20;
const mostTokens = 24;

/**
 * Check digits and body without `RF`: digits in groups, with nothing but separators between them. They count only as whole groups,
 * so that the middle of an account's or an order's number is none.
 */
function withoutPrefix(text: string): string[] {
  return text.split(/\p{L}+/u).flatMap((run) => {
    const groups = run.match(/\d+/g) ?? [];
    return groups.flatMap((_, start) => referencesFrom(groups.slice(start, start + mostTokens)));
  });
}

function referencesFrom(groups: readonly string[]): string[] {
  const found: string[] = [];
  let digits = '';
  for (const group of groups) {
    digits += group;
    if (digits.length > longestBody + 2) break;
    found.push(...wholeReference(digits.slice(0, 2), digits.slice(2)));
    // Read as a number, check digits below ten lose their zero.
    found.push(...wholeReference(`0${digits.slice(0, 1)}`, digits.slice(1)));
  }
  return found;
}

function wholeReference(checkDigits: string, body: string): string[] {
  const reference = `RF${checkDigits}${body}`;
  return transactionNumberOf(reference) === undefined ? [] : [reference];
}
