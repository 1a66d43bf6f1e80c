import type { PaymentKey, Provider } from '#paying/providers/port.ts';
import { CredentialsRefused } from '#paying/providers/provider-errors.ts';
import type { Context } from '#platform/context.ts';
import { markRefused } from './store.ts';

type Asked = Pick<PaymentKey, 'organizationId' | 'connectionId'>;

/** Status of an answer that takes the key for nobody's; one that may not do a single thing is another. */
const unknownKey = 401;

/**
 * The same provider, whose connection is failing as soon as it takes the keys no more: nobody is sent there until somebody
 * gives others, or a check finds them good again. What was to begin there has not begun, so its buyer may pay another way;
 * anything else stays as it is and is asked again.
 */
export function withRefusalsNoted(context: Context, provider: Provider): Provider {
  const { database, log, clock } = context;

  const note = async ({ organizationId, connectionId }: Asked, error: unknown): Promise<void> => {
    if (!(error instanceof CredentialsRefused) || error.status !== unknownKey || connectionId === null)
      return;
    const connection = { organizationId, id: connectionId };
    await markRefused(database.handle, connection, clock.now()).catch((fault: unknown) => {
      log.warn({ err: fault, provider: provider.name }, 'refused keys could not be noted');
    });
  };
  const noting =
    <Request extends Asked, Answer>(ask: (request: Request) => Promise<Answer>) =>
    async (request: Request): Promise<Answer> => {
      try {
        return await ask(request);
      } catch (error) {
        await note(request, error);
        throw error;
      }
    };

  const begin = noting(provider.begin);
  return {
    ...provider,
    begin: (request) =>
      begin(request).catch((error: unknown) => {
        if (!(error instanceof CredentialsRefused)) throw error;
        return { reference: request.attemptId, status: 'canceled' };
      }),
    find: noting(provider.find),
    expire: noting(provider.expire),
    refund: noting(provider.refund),
  };
}
