import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkDocument } from './check-document.ts';
import { type CsvMapping, headerKey } from './csv/mapping.ts';
import { documentOf, fileOf } from './statement-file.ts';
import { camtOf } from './testing/camt.ts';
import { ownIban, payment, statement } from './testing/shapes.ts';

const batch = payment({ parts: [payment({ minor: 1_000n }), payment({ minor: 250n })] });
const names = ['Date', 'Name', 'Text', 'Amount'];
const mapping: CsvMapping = {
  header: headerKey(names),
  separator: ';',
  decimalSign: ',',
  dayOrder: 'dmy',
  currency: 'EUR',
  account: ownIban,
  columns: { day: 0, name: 1, text: [2], amount: 3 },
};
const documents = [
  camtOf([statement([payment(), batch])], { kind: 'camt.053', version: '08' }),
  camtOf([statement([payment(), batch])], { kind: 'camt.052', version: '02', prefix: 'a:' }),
  `{1:F01XXXXDEXXAXXX0000000000}{4:\r\n:20:S\r\n:25:${ownIban}\r\n:28C:1/1\r\n:60F:C261102EUR100,00\r\n:61:2611031103C12,50NTRFNONREF//B1\r\n:86:166?00GUT?20SVWZ+Invoice?31${ownIban}?32Ann\r\n:62F:C261103EUR112,50\r\n-}`,
  `Account;"1"\n\n${names.join(';')}\n03.11.2026;Ann;"In;voice";12,50\n;;;12,50\n`,
].map((text) => Buffer.from(text));

const damage = fc.record({
  at: fc.nat(5_000),
  length: fc.nat(30),
  bytes: fc.oneof(
    fc.uint8Array({ maxLength: 8 }),
    fc
      .constantFrom('<', '>', '&x;', '"', ']]>', '<!--', ':61:', '-}', '?20', '\r', ';;', '9', '-')
      .map((text) => Buffer.from(text)),
  ),
});

function damaged(
  document: Buffer,
  changes: readonly { at: number; length: number; bytes: Uint8Array }[],
): Buffer {
  return changes.reduce<Buffer>((bytes, change) => {
    const at = change.at % (bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), change.bytes, bytes.subarray(at + change.length)]);
  }, document);
}

it('whatever happened to a file, it is read or told, with file and sentence', async () => {
  const changes = fc.array(damage, { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...documents), changes, async (document, list) => {
      const file = fileOf('damaged', damaged(document, list));
      const { statements, problems } = await checkDocument(documentOf(file), { mapping });
      for (const { file: name, message, code } of problems) {
        expect(name).toBe('damaged');
        expect(message).toMatch(/^damaged.*: \S.*\.$/s);
        expect(code).toMatch(/^[a-z_]+$/);
      }
      for (const { opening, closing } of statements)
        for (const balance of [opening, closing]) expect(typeof (balance?.amountMinor ?? 0n)).toBe('bigint');
    }),
    { numRuns: 500 },
  );
});
