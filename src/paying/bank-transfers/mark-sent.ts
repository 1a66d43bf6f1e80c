import { requireClaims } from '#paying/checkouts/require-claims.ts';
import type { PayingContext } from '#paying/context.ts';
import { notFound, problem } from '#platform/contract/errors.ts';
import { applyTransfer } from './apply-transfer.ts';
import { findTransferOfCheckout, setSent } from './store.ts';

/**
 * A buyer says that the money is on its way: from then on nobody asks for it again, and no other way can be chosen. Saying it twice
 * is once, and it is never needed.
 *
 * @throws 409 `checkout_not_open` when the transfer is not waited for any more
 */
export async function markSent(context: PayingContext, token: string): Promise<void> {
  const claims = requireClaims(context, token);
  const { database, clock } = context;
  const { organizationId, checkoutId } = claims;
  const transfer = await findTransferOfCheckout(database.handle, organizationId, checkoutId, clock.offsetMs);
  if (!transfer?.order) throw notFound('bank transfer');
  if (transfer.status === 'sent' || transfer.status === 'succeeded') return;
  if (!(await setSent(database.handle, transfer, clock.now()))) throw overProblem();
  await applyTransfer(context, transfer);
}

function overProblem() {
  return problem('checkout_not_open', {
    detail:
      'This transfer is not waited for any more. If money was sent, what was bought is still yours where there is a place for it; otherwise it is given back.',
  });
}
