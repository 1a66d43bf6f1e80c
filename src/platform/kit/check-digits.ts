const zero = 48;
const nine = 57;
/** What is to be taken from the code of `A` to get its 10. */
const tenth = 55;

/**
 * The remainder by 97 of a text of `0-9A-Z` read as a number, `A` as 10 and `Z` as 35 (ISO/IEC 7064, MOD 97-10). In pieces,
 * because the number of an account has up to sixty digits.
 */
export function remainderBy97(text: string): number {
  let remainder = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    remainder = code <= nine ? (remainder * 10 + code - zero) % 97 : (remainder * 100 + code - tenth) % 97;
  }
  return remainder;
}

/** The two check digits, 02 to 98, for what follows them and the two letters in front, as IBANs and `RF` references have them. */
export function checkDigitsOf(letters: string, rest: string): string {
  return String(98 - remainderBy97(`${rest}${letters}00`)).padStart(2, '0');
}

/**
 * Whether a text of `0-9A-Z` begins with two letters and the check digits of its rest. 00, 01 and 99 leave the same remainders
 * as 97, 98 and 02, and are never given.
 */
export function checkDigitsHold(text: string): boolean {
  return text.slice(2, 4) === checkDigitsOf(text.slice(0, 2), text.slice(4));
}
