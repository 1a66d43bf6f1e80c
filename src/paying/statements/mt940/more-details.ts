import type { Details } from './details.ts';

/**
 * Field NS, with which some banks say more than the format has room for: each line begins with two digits, 01 to 14 for
 * what the payer wrote, 15 and 16 for the name.
 */
export function withMore(details: Details, lines: readonly string[]): Details {
  const numbered = lines.map((line) => ({
    number: Number.parseInt(line.slice(0, 2), 10),
    text: line.slice(2).trim(),
  }));
  const from = (first: number, last: number) =>
    numbered.flatMap(({ number, text }) => (number >= first && number <= last && text !== '' ? [text] : []));
  const name = from(15, 16).join(' ');
  return {
    ...details,
    counterparty: { ...details.counterparty, name: details.counterparty.name ?? (name === '' ? null : name) },
    text: [details.text, ...from(1, 14)].filter((text) => text !== '').join('\n'),
    bankText: [details.bankText, ...from(17, 17)].filter((text) => text !== '').join('\n'),
  };
}
