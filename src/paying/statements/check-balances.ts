import { showAmount } from './amount.ts';
import type { StatementPart } from './statement.ts';
import { UnreadableStatement } from './unreadable.ts';

/** Whether the entries of a statement are what its balances say. Notifications have no balances, reports may have none. */
export type BalanceVerdict =
  | { readonly verdict: 'balanced' }
  | { readonly verdict: 'no_balances' }
  | { readonly verdict: 'unbalanced'; readonly problem: UnreadableStatement };

/**
 * Fed with the parts of a document, it tells of each statement at its end whether what it opens with and everything
 * booked come to what it closes with.
 */
export function createBalanceCheck(): (part: StatementPart) => BalanceVerdict | undefined {
  let bookedMinor = 0n;
  const currencies = new Set<string>();
  return (part) => {
    if (part.part === 'statement') {
      bookedMinor = 0n;
      currencies.clear();
      return undefined;
    }
    if (part.part === 'entry') {
      const { status, direction, amountMinor, currency } = part.entry;
      if (status !== 'booked') return undefined;
      bookedMinor += direction === 'credit' ? amountMinor : -amountMinor;
      currencies.add(currency);
      return undefined;
    }
    return judge(part, bookedMinor, currencies);
  };
}

function judge(
  { end }: Extract<StatementPart, { part: 'end' }>,
  bookedMinor: bigint,
  currencies: ReadonlySet<string>,
): BalanceVerdict {
  const { opening, closing, statement } = end;
  if (opening === null || closing === null) return { verdict: 'no_balances' };
  const all = new Set([...currencies, opening.currency, closing.currency]);
  const name = `The statement ${statement.id ?? statement.number} of the account ${statement.account.id}`;
  const problem = (code: string, message: string) => ({
    verdict: 'unbalanced' as const,
    problem: new UnreadableStatement(code, message, { statement: statement.number }),
  });
  if (all.size > 1) {
    return problem(
      'currencies_mixed',
      `${name} mixes ${[...all].sort().join(' and ')}, so its balances cannot be checked. Ask the bank for one statement a currency; none of its entries was counted.`,
    );
  }
  const expectedMinor = opening.amountMinor + bookedMinor;
  if (expectedMinor === closing.amountMinor) return { verdict: 'balanced' };
  const show = (amountMinor: bigint) => showAmount(amountMinor, closing.currency);
  return problem(
    'balance_mismatch',
    `${name} opens with ${show(opening.amountMinor)} and its entries come to ${show(bookedMinor)}, which makes ${show(expectedMinor)}; it closes with ${show(closing.amountMinor)}. Entries are missing or were changed: fetch it from the bank once more. None of its entries was counted.`,
  );
}
