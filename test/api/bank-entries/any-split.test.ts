import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importStatement } from '#paying/bank-entries/import-statement.ts';
import { applyTransfer } from '#paying/bank-transfers/apply-transfer.ts';
import { fileOf } from '#paying/statements/statement-file.ts';
import { camtOf, camtVersions } from '#paying/statements/testing/camt.ts';
import { type PaymentShape, payment, statement } from '#paying/statements/testing/shapes.ts';
import { verify } from '#reporting/verify/verify.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { type Order, openShop, order, transactionOf } from '#test/support/bank-shop.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

const orders = 2;
const fileCount = 3;

/** Transfers that happened, those alike told together, with the files that tell them. */
const transfer = fc.record({
  to: fc.nat(orders - 1),
  minor: fc.constantFrom(400n, 600n, 1_000n),
  day: fc.constantFrom('2026-11-03', '2026-11-04'),
});
/** A bank gives its references to all of a day or to none; to several entries the same, as for a batch. */
const bankDay = fc.tuple(fc.array(transfer, { minLength: 1, maxLength: 6 }), fc.boolean());
const history = bankDay.chain(([found, withReferences]) => {
  const all = found.map((each) => ({ ...each, bankReference: withReferences ? `B ${each.day}` : null }));
  const groups = new Map<string, (typeof all)[number][]>();
  for (const each of all) {
    const key = [each.to, each.day, each.minor, each.bankReference].join();
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return fc.tuple(
    ...[...groups.values()].map((transfers) =>
      fc.subarray([...Array(fileCount).keys()], { minLength: 1 }).map((files) => ({ transfers, files })),
    ),
  );
});

const styles = fc.array(
  fc.record({
    kind: fc.constantFrom('camt.052' as const, 'camt.053' as const, 'camt.054' as const),
    version: fc.constantFrom(...camtVersions),
    withPending: fc.boolean(),
    isTurned: fc.boolean(),
    isRepeated: fc.boolean(),
    isBare: fc.boolean(),
  }),
  { minLength: fileCount, maxLength: fileCount },
);

it('any split, repetition, overlap, kind, version and order of files books every transfer exactly once', async () => {
  const again = fc.array(fc.nat(fileCount - 1), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(history, styles, again, async (groups, chosen, order_) => {
      const shop = await openShop(app);
      const sales: Order[] = [];
      for (let at = 0; at < orders; at++) sales.push(await order(app, shop));
      const shapes = (number: number): PaymentShape[] =>
        groups
          .filter(({ files }) => files.includes(number))
          .flatMap(({ transfers }) => transfers)
          .map(({ to, ...each }) => payment({ ...each, text: sales[to]?.reference ?? '' }));
      for (const number of [...order_, ...Array(fileCount).keys()]) {
        const style = chosen[number];
        if (!style) continue;
        const shaped = shapes(number).map((each) =>
          style.isBare ? { ...each, isBare: true, bankText: `Gutschrift ${each.text}` } : each,
        );
        const told = style.isTurned ? shaped.reverse() : shaped;
        const pending = style.withPending ? told.map((each) => ({ ...each, status: 'PDNG' as const })) : [];
        const one = statement([...pending, ...told], { id: `S${number}` });
        const text = camtOf(style.isRepeated ? [one, one] : [one], style);
        const { changed } = await importStatement(
          app.context,
          { organizationId: shop.organizationId },
          { mode: 'sandbox', file: fileOf('s.xml', Buffer.from(text)) },
        );
        for (const attemptId of changed.attemptIds)
          await applyTransfer(app.context, { organizationId: shop.organizationId, attemptId });
      }
      for (const [to, sale] of sales.entries()) {
        const received = groups
          .flatMap(({ transfers }) => transfers)
          .filter((each) => each.to === to)
          .reduce((sum, { minor }) => sum + minor, 0n);
        const { rows } = await app.context.database.pool.query(
          `select coalesce(-sum(p.amount_minor), 0)::text as sum from ledger_entries e
             join ledger_postings p on p.organization_id = e.organization_id and p.entry_id = e.id
           where e.organization_id = $1 and e.kind = 'deposit' and p.account = 'provider'
             and e.transaction_id = (select t.id from transactions t join bank_transfers b on b.checkout_id = t.checkout_id where b.reference = $2 limit 1)`,
          [shop.organizationId, sale.reference],
        );
        expect(rows[0].sum).toBe(String(received));
        const { status } = await transactionOf(shop, sale.transactionId);
        expect(status === 'processing').toBe(received < 1_000n);
      }
    }),
    { numRuns: 12, endOnFailure: true },
  );
  expect((await verify(app.context)).findings).toEqual([]);
}, 120_000);
