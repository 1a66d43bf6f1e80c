import { findOffered } from '#paying/connections/find-offered.ts';
import { waysOf } from '#paying/connections/way.ts';
import type { PayingContext } from '#paying/context.ts';
import type { Mode } from '#platform/contract/common.ts';
import { problem } from '#platform/contract/errors.ts';
import type { Currency } from '#platform/kit/money.ts';
import type { Problem } from '#platform/kit/problem.ts';

type Sale = {
  readonly organizationId: string;
  readonly mode: Mode;
  readonly currency: Currency;
};

/**
 * Whether an organization can be paid in a mode and a currency; every use-case that begins a checkout asks here.
 *
 * @throws 409 `live_mode_unavailable`, 400 `currency_unavailable`
 */
export async function requireWay(
  { providers, database }: Pick<PayingContext, 'providers' | 'database'>,
  { organizationId, mode, currency }: Sale,
): Promise<void> {
  // What needs no connection is there for every organization, so that most starts ask nobody.
  if (waysOf(providers, [], { mode, currency }).length > 0) return;
  const offered = await findOffered(database.handle, organizationId, mode);
  if (waysOf(providers, offered, { mode, currency }).length > 0) return;
  throw offered.length === 0
    ? unavailableProblem()
    : problem('currency_unavailable', {
        detail: `The seller cannot be paid in ${currency} right now. Nothing was charged.`,
        field: 'currency',
      });
}

export function unavailableProblem(): Problem {
  return problem('live_mode_unavailable', {
    detail: 'The seller cannot take live payments right now. Nothing was charged.',
  });
}
