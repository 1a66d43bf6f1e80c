import { readIban } from '../iban.ts';
import { realReference } from '../real-reference.ts';
import type { Details } from './details.ts';

/** A code of three digits, then the character that begins each part: mostly a question mark. */
const begin = /^(\d{3})([^A-Za-z0-9\s])(?=\d\d)/;
/** Parts of the text that SEPA gave a name. */
const labels = /(EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE|COAM|OAMT|IBAN|BIC)\+/;
/** Codes of money that comes back: direct debits and transfers. */
const comesBack = new Set(['108', '109', '159']);
/** Characters of a part: what is as long goes on in the next without a space. */
const partLength = 27;

const isText = (number: number) => (number >= 20 && number <= 29) || (number >= 60 && number <= 63);

/** The shape of German, Austrian and Polish banks; `undefined` where it is another. */
export function readNumbered(field: string): Details | undefined {
  const match = begin.exec(field);
  if (!match) return undefined;
  const [, code = '', separator = ''] = match;
  const parts = field
    .slice(3)
    .split(separator)
    .flatMap((part) =>
      /^\d\d/.test(part) ? [{ number: Number(part.slice(0, 2)), text: part.slice(2) }] : [],
    );
  const textOf = (...numbers: readonly number[]) =>
    numbers.flatMap((number) =>
      parts.filter((part) => part.number === number).map(({ text }) => text.trim()),
    );
  const purpose = joined(parts.filter(({ number }) => isText(number)).map(({ text }) => text));
  const labelled = readLabelled(purpose);
  const account = [...textOf(38, 31), labelled.get('IBAN') ?? ''].find(
    (text) => readIban(text) !== undefined,
  );
  const name = joined(textOf(32, 33)) || (labelled.get('ABWA') ?? '');
  return {
    counterparty: { name: name === '' ? null : name, iban: (account && readIban(account)) ?? null },
    references: [labelled.get('KREF') ?? ''].flatMap((text) => realReference(text) ?? []),
    text: labelled.get('SVWZ') ?? labelled.get('') ?? '',
    bankText: textOf(0).join(' '),
    endToEndId: realReference(labelled.get('EREF')?.replaceAll(' ', '') ?? null),
    returnReason: comesBack.has(code) ? (textOf(34)[0] ?? null) : null,
    code,
  };
}

function joined(parts: readonly string[]): string {
  return parts
    .reduce(
      (text, part, index) =>
        text + ((parts[index - 1]?.length ?? partLength) >= partLength ? '' : ' ') + part,
      '',
    )
    .trim();
}

/** What stands behind each label; under an empty one what stands before the first. */
function readLabelled(text: string): ReadonlyMap<string, string> {
  const [first = '', ...rest] = text.split(labels);
  const values = new Map<string, string>();
  if (rest.length === 0 || first.trim() !== '') values.set('', first.trim());
  for (let at = 0; at < rest.length; at += 2) values.set(rest[at] ?? '', (rest[at + 1] ?? '').trim());
  return values;
}
