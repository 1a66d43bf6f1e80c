import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCamt } from './camt/read-camt.ts';
import { type CamtStyle, camtOf, camtVersions } from './testing/camt.ts';
import { inventGermanIban } from './testing/ibans.ts';
import { createKeptBook } from './testing/kept-book.ts';
import { eachOf, textDocument } from './testing/read-all.ts';
import { type PaymentShape, payment, statement } from './testing/shapes.ts';

const accounts = [inventGermanIban(1), inventGermanIban(2)];

/** From few values, so that many are alike. */
const paymentShape: fc.Arbitrary<PaymentShape> = fc
  .record({
    minor: fc.constantFrom(500n, 1_250n),
    direction: fc.constantFrom('credit' as const, 'debit' as const),
    day: fc.constantFrom('2026-11-03', '2026-11-04'),
    text: fc.constantFrom('Invoice 17', 'Invoice 18', null),
    iban: fc.constantFrom(inventGermanIban(7), null),
    bankReference: fc.constantFrom('B1', 'B2', null),
    isBatch: fc.boolean(),
  })
  .map(({ isBatch, ...shape }) => {
    if (!isBatch) return payment(shape);
    const part = { day: shape.day, direction: shape.direction };
    const parts = [
      payment({ ...part, minor: 100n }),
      payment({ ...part, minor: shape.minor - 100n, text: 'x' }),
    ];
    return payment({ ...shape, parts });
  });

type Group = {
  readonly account: number;
  readonly payments: readonly PaymentShape[];
  readonly files: readonly number[];
};

/** Everything that happened: payments that one file tells together, with the files that tell them. */
const fileCount = 4;
const history: fc.Arbitrary<readonly Group[]> = fc
  .array(fc.tuple(fc.nat(accounts.length - 1), paymentShape), { maxLength: 12 })
  .chain((all) => {
    const groups = new Map<string, (typeof all)[number][]>();
    for (const [account, each] of all) {
      const key = [account, each.day, each.minor, each.direction, each.bankReference].join();
      groups.set(key, [...(groups.get(key) ?? []), [account, each]]);
    }
    return fc.tuple(
      ...[...groups.values()].map((group) =>
        fc.subarray([...Array(fileCount).keys()], { minLength: 1 }).map((files) => ({
          account: group[0]?.[0] ?? 0,
          payments: group.map(([, each]) => each),
          files,
        })),
      ),
    );
  });

const styles = fc.array(
  fc.record({
    kind: fc.constantFrom('camt.052' as const, 'camt.053' as const, 'camt.054' as const),
    version: fc.constantFrom(...camtVersions),
    showParts: fc.boolean(),
    seed: fc.nat(),
    withPending: fc.boolean(),
    isRepeated: fc.boolean(),
  }),
  { minLength: fileCount, maxLength: fileCount },
);
type Style = CamtStyle & { showParts: boolean; seed: number; withPending: boolean; isRepeated: boolean };

function fileOf(groups: readonly Group[], number: number, style: Style): string {
  const statements = accounts.map((iban, account) => {
    const told = groups
      .filter((group) => group.account === account && group.files.includes(number))
      .flatMap(({ payments }) => payments)
      .map((each) => ({ ...each, showParts: style.showParts }));
    const turned = told.map((_, at) => told[(at + style.seed) % told.length] as PaymentShape);
    const pending = style.withPending ? told.map((each) => ({ ...each, status: 'PDNG' as const })) : [];
    return statement([...pending, ...turned], { id: `S${number}`, iban });
  });
  return camtOf(style.isRepeated ? [...statements, ...statements] : statements, style);
}

it('any split, repetition, overlap, kind, version and order of files counts every entry exactly once', async () => {
  const order = fc.array(fc.nat(fileCount - 1), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(history, styles, order, async (groups, chosen, again) => {
      const book = createKeptBook();
      for (const number of [...again, ...Array(fileCount).keys()]) {
        const text = fileOf(groups, number, chosen[number] as Style);
        await book.take(eachOf(readCamt(textDocument(text))));
      }
      const sortedTruth = groups.flatMap(({ account, payments, files }) =>
        payments.map((each) => {
          const isTold = files.some((number) => chosen[number]?.showParts);
          return lineOf(accounts[account] ?? '', {
            ...each,
            partCount: each.parts !== undefined && isTold ? each.parts.length : 0,
          });
        }),
      );
      const counted = book.kept.map(({ account, day, entry }) =>
        lineOf(account, {
          day,
          minor: entry.amountMinor,
          direction: entry.direction,
          bankReference: entry.bankReference,
          iban: entry.counterparty.iban,
          text: entry.text,
          parts: entry.batch === 'none' ? undefined : [],
          partCount: entry.parts.length,
        }),
      );
      expect(counted.sort()).toEqual(sortedTruth.sort());
    }),
    { numRuns: 150 },
  );
});

type Told = Pick<PaymentShape, 'day' | 'minor' | 'direction' | 'bankReference' | 'iban' | 'text'> & {
  readonly parts?: readonly PaymentShape[] | undefined;
  readonly partCount: number;
};

function lineOf(account: string, told: Told): string {
  const { day, minor, direction, bankReference, iban, text, parts, partCount } = told;
  const payer = parts === undefined ? [iban, text ?? ''] : ['', `batch of ${partCount}`];
  return [account, day, minor, direction, bankReference, ...payer].join(' ');
}
