import type { PayingContext } from '#paying/context.ts';
import { notFound, problem } from '#platform/contract/errors.ts';
import type { CheckOutcome, CheckRequest, Connector, Connectors, Credentials } from './connector.ts';
import { withoutCredentials } from './credentials.ts';

type Asking = Pick<PayingContext, 'connectors' | 'log'>;

/** @throws 404 for a provider that this installation does not know, and for one that needs no connection */
export function getConnector({ connectors }: { connectors: Connectors }, name: string): Connector {
  const connector = connectors.find((each) => each.name === name);
  if (!connector) throw notFound('provider to connect');
  return connector;
}

const patienceMs = 10_000;

/**
 * Asks a provider whether it takes these credentials. Never inside a transaction. What it says is given without the credentials
 * that it may repeat.
 *
 * @throws 502 `provider_unreachable` when it cannot be asked, or takes longer than ten seconds
 */
export async function askConnector(
  { log }: Asking,
  connector: Connector,
  request: Omit<CheckRequest, 'signal'>,
): Promise<Exclude<CheckOutcome, { kind: 'unreachable' }>> {
  const outcome = await checkInTime(connector, request).catch((error: unknown): CheckOutcome => {
    // The error itself may repeat what was sent.
    log.warn({ provider: connector.name, error: nameOf(error) }, 'a provider could not be asked');
    return { kind: 'unreachable', reason: 'it did not answer' };
  });
  if (outcome.kind === 'unreachable') throw unreachable(connector, outcome.reason, request.credentials);
  if (outcome.kind === 'accepted') return outcome;
  const [first, ...others] = outcome.faults.map((fault) => ({
    ...fault,
    message: withoutCredentials(fault.message, request.credentials),
  }));
  return first ? { kind: 'refused', faults: [first, ...others] } : outcome;
}

async function checkInTime(
  connector: Connector,
  request: Omit<CheckRequest, 'signal'>,
): Promise<CheckOutcome> {
  const signal = AbortSignal.timeout(patienceMs);
  const tooLate = new Promise<CheckOutcome>((resolve) => {
    signal.addEventListener('abort', () =>
      resolve({ kind: 'unreachable', reason: 'it did not answer within ten seconds' }),
    );
  });
  return Promise.race([connector.check({ ...request, signal }), tooLate]);
}

function unreachable({ label }: Connector, reason: string, credentials: Credentials) {
  return problem('provider_unreachable', {
    detail: `${label} could not be asked: ${withoutCredentials(reason, credentials)}. Nothing was changed; try again in a while.`,
  });
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
