import { cardBrandNames } from '#platform/contract/card-brands.ts';

/** What a card's first digits tell: its brand, how many digits it has and how they are grouped. */
export type CardBrand = {
  /** A proper name, the same in every language; empty while unknown. */
  readonly name: string;
  readonly lengths: readonly number[];
  readonly groups: readonly number[];
  readonly codeLength: number;
};

type Rule = readonly [startsWith: RegExp, brand: CardBrand];

const four = [4, 4, 4, 4, 3] as const;
const unknown: CardBrand = { name: '', lengths: [16], groups: four, codeLength: 3 };

function brand(
  name: string,
  lengths: readonly number[],
  groups: readonly number[] = four,
  codeLength = 3,
): CardBrand {
  return { name, lengths, groups, codeLength };
}

const rules: readonly Rule[] = [
  [/^4/, brand(cardBrandNames.visa, [16])],
  [/^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, brand(cardBrandNames.mastercard, [16])],
  [/^3[47]/, brand(cardBrandNames.amex, [15], [4, 6, 5], 4)],
  [/^3(0[0-5]|[689])/, brand(cardBrandNames.diners, [14, 16], [4, 6, 4])],
  [/^35/, brand(cardBrandNames.jcb, [16])],
  [/^(6011|64[4-9]|65)/, brand(cardBrandNames.discover, [16])],
  [/^62/, brand(cardBrandNames.unionpay, [16, 17, 18, 19])],
];

/** The brand that a number, even a half-typed one, belongs to. */
export function cardBrand(digits: string): CardBrand {
  return rules.find(([startsWith]) => startsWith.test(digits))?.[1] ?? unknown;
}

/** Digits with a space between groups, as they stand on the card. */
export function groupDigits(digits: string): string {
  const groups: string[] = [];
  let start = 0;
  for (const size of cardBrand(digits).groups) {
    if (start < digits.length) groups.push(digits.slice(start, start + size));
    start += size;
  }
  if (start < digits.length) groups.push(digits.slice(start));
  return groups.join(' ');
}

/** Whether the last digit checks the others (ISO/IEC 7812). Catches every single wrong digit. */
export function passesChecksum(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return digits !== '' && sum % 10 === 0;
}
