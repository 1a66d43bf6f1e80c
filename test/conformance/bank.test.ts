import { findTransfer, lockTransfers, setSent } from '#paying/bank-transfers/store.ts';
import { parseId } from '#platform/kit/ids.ts';
import { startApp } from '#test/support/app.ts';
import { query } from '#test/support/paying.ts';
import { must } from '#test/support/scenario.ts';
import { choose, organizationIdOf, startedTransfer, writeMatch } from '#test/support/transfers.ts';
import { describeProvider } from './provider-suite.ts';

describeProvider('the bank', async () => {
  const app = await startApp({ env: { JOBS: 'off' } });
  const provider = app.context.providers.byName('bank');
  if (!provider) throw new Error('The bank is there.');
  const { merchant, checkout } = await startedTransfer(app);
  must(202, await choose(app, checkout));
  const organizationId = organizationIdOf(merchant);
  const [connection] = await query(app, 'select id from connections where organization_id = $1', [
    organizationId,
  ]);
  const expectedMinor = 5_998n;
  return {
    provider,
    organizationId,
    now: () => app.clock.now(),
    toPage: { checkoutId: parseId('chk', checkout.checkout_id) as string, connectionId: connection.id },
    // Nobody is told an account any more once it is over; what comes all the same is another matter.
    buyerPays: ({ reference: attemptId }) =>
      app.context.database.transaction(async (tx) => {
        await lockTransfers(tx, organizationId, [attemptId]);
        const transfer = await findTransfer(tx, organizationId, attemptId, app.clock.offsetMs);
        if (transfer?.status !== 'waiting') return false;
        await writeMatch(app, tx, { organizationId, attemptId, amountMinor: expectedMinor });
        return true;
      }),
    buyerLeaves: async () => undefined,
    submitUndecided: async (request) => {
      await provider.begin(request);
      await setSent(app.context.database.handle, request, app.clock.now());
      return (await provider.find({ ...request, reference: null })) as never;
    },
    stop: () => app.stop(),
  };
});
