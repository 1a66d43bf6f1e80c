import { answerChallenge } from '#paying/sandbox/challenge.ts';
import { createSandboxProvider } from '#paying/sandbox/sandbox-provider.ts';
import { startApp } from '#test/support/app.ts';
import { query } from '#test/support/paying.ts';
import { describeProvider } from './provider-suite.ts';

const page = { scenario: 'challenge', brand: 'visa', last4: '3220' };
const late = { scenario: 'late_success', brand: 'visa', last4: '0077' };

describeProvider('the sandbox', async () => {
  const app = await startApp({ env: { JOBS: 'off' } });
  const provider = createSandboxProvider({
    database: app.context.database,
    clock: app.clock,
    publicUrl: app.url,
    encryptionKeys: app.context.config.encryptionKeys,
  });
  const isPaid = async (reference: string) => {
    const [row] = await query(app, 'select status from sandbox_payments where id = $1', [reference]);
    return row?.status === 'succeeded';
  };
  return {
    provider,
    organizationId: '01950000-0000-7000-8000-000000000001',
    now: () => app.clock.now(),
    toPage: { card: page },
    buyerPays: async ({ reference }) => {
      await answerChallenge(app.context, reference, 'approve');
      return isPaid(reference);
    },
    buyerLeaves: async ({ reference }) => void (await answerChallenge(app.context, reference, 'abandon')),
    submitUndecided: (request) => provider.begin({ ...request, card: late }),
    stop: () => app.stop(),
  };
});
