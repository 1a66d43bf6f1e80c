import { expect, it } from 'vitest';
import { checkDocument } from './check-document.ts';
import { readStatements } from './read-statements.ts';
import { camtOf } from './testing/camt.ts';
import { collect, eachOf, refusalOf, textDocument } from './testing/read-all.ts';
import { ownIban, payment, statement } from './testing/shapes.ts';

const camt = camtOf([statement([payment()])], { kind: 'camt.053', version: '08' });
const mt940 = `:20:S\n:25:${ownIban}\n:28C:1/1\n:60F:C261102EUR0,\n:61:261103C1,NTRFNONREF\n:62F:C261103EUR1,\n-`;

it.each([
  ['camt.053', camt],
  ['camt.053', `\ufeff\n ${camt.replace(/<\?.*\?>/, '')}`],
  ['mt940', mt940],
  ['mt940', `{1:F01XXXXDEXXAXXX0000000000}{4:\r\n${mt940}}`],
  ['mt940', `BANKXX\r\n940\r\n${mt940}`],
])('the content tells what it is: %s', async (kind, text) => {
  const [head] = await collect(eachOf(readStatements(textDocument(text, 'statement.pdf'), {})));
  expect(head).toMatchObject({ part: 'statement', statement: { kind } });
});

it.each([
  ['mapping_needed', 'Date;Amount\n2026-11-03;1.00'],
  ['format_unknown', '%PDF-1.7'],
  ['format_unknown', '\u001f\u008b\u0008'],
  ['format_unknown', ''],
  ['format_unknown', 'a\0b'],
  ['not_a_statement', '<html></html>'],
])('what is none, or needs to be told more, says so: %s', async (code, text) => {
  const bytes = Buffer.from(text, 'latin1');
  const document = {
    name: 'x',
    async *open() {
      yield bytes;
    },
  };
  expect(await refusalOf(readStatements(document, {}))).toMatchObject({ code });
});

it('a first reading tells each problem with file and place, and which statements are sound', async () => {
  const wrong = statement([payment()], { id: 'S2', closing: 1n });
  const text = camtOf([statement([payment()]), wrong], { kind: 'camt.053', version: '08' });
  const checked = await checkDocument(textDocument(text, 'november.xml'), {});
  expect(checked).toMatchObject({
    statements: [
      { entries: 1, check: 'balanced' },
      { entries: 1, check: 'unbalanced' },
    ],
    problems: [{ code: 'balance_mismatch', file: 'november.xml', statement: 2, entry: null }],
  });
  expect([...checked.sound]).toEqual([1]);
  expect(checked.problems[0]?.message).toMatch(
    /^november\.xml, statement 2: The statement S2 of the account /,
  );
});

it('nothing is sound of a document that cannot be read to its end', async () => {
  const cut = camtOf([statement([payment()]), statement([payment()])], {
    kind: 'camt.053',
    version: '08',
  }).slice(0, -40);
  const { sound, problems } = await checkDocument(textDocument(cut, 'cut.xml'), {});
  expect([...sound]).toEqual([]);
  expect(problems).toMatchObject([{ code: 'xml_malformed', file: 'cut.xml', line: 1 }]);
});
