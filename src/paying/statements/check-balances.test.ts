import { describe, expect, it } from 'vitest';
import { readCamt } from './camt/read-camt.ts';
import { type BalanceVerdict, createBalanceCheck } from './check-balances.ts';
import { camtOf } from './testing/camt.ts';
import { collect, eachOf, textDocument } from './testing/read-all.ts';
import { ownIban, payment, type StatementShape, statement } from './testing/shapes.ts';

async function verdicts(
  shapes: readonly StatementShape[],
  kind: 'camt.053' | 'camt.054' = 'camt.053',
): Promise<BalanceVerdict[]> {
  const check = createBalanceCheck();
  const parts = await collect(eachOf(readCamt(textDocument(camtOf(shapes, { kind, version: '08' })))));
  return parts.flatMap((part) => check(part) ?? []);
}

const payments = [payment(), payment({ direction: 'debit', minor: 99n }), payment({ status: 'PDNG' })];

describe('the balances of a statement', () => {
  it('are what the booked entries make of them, of each statement by itself', async () => {
    const owing = statement(payments, { opening: -50_000n, closing: -48_849n });
    expect(await verdicts([statement(payments), owing, statement([])])).toEqual([
      { verdict: 'balanced' },
      { verdict: 'balanced' },
      { verdict: 'balanced' },
    ]);
  });

  it('tell of an entry that is missing, with the statement, what is wrong and the way out', async () => {
    const short = statement(payments.slice(1), { id: '2026-11', closing: 11_151n });
    const [first, second] = await verdicts([statement(payments), short]);
    expect(first).toEqual({ verdict: 'balanced' });
    expect(second).toMatchObject({
      verdict: 'unbalanced',
      problem: { code: 'balance_mismatch', place: { statement: 2 } },
    });
    expect(second?.verdict === 'unbalanced' && second.problem.message).toBe(
      `The statement 2026-11 of the account ${ownIban} opens with 100.00 EUR and its entries come to -0.99 EUR, which makes 99.01 EUR; it closes with 111.51 EUR. Entries are missing or were changed: fetch it from the bank once more. None of its entries was counted.`,
    );
  });

  it('are missing from a notification, and may be from others', async () => {
    const without = statement(payments, { opening: null, closing: null });
    expect(await verdicts([without], 'camt.054')).toEqual([{ verdict: 'no_balances' }]);
    expect(await verdicts([statement(payments, { opening: null })])).toEqual([{ verdict: 'no_balances' }]);
  });

  it('cannot be checked over two currencies, which is told', async () => {
    const text = camtOf([statement(payments)], { kind: 'camt.053', version: '08' }).replace(
      '<Ntry><Amt Ccy="EUR">',
      '<Ntry><Amt Ccy="USD">',
    );
    const check = createBalanceCheck();
    const parts = await collect(eachOf(readCamt(textDocument(text))));
    expect(parts.flatMap((part) => check(part) ?? [])).toMatchObject([
      { verdict: 'unbalanced', problem: { code: 'currencies_mixed' } },
    ]);
  });
});
