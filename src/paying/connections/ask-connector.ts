import type { PayingContext } from '#paying/context.ts';
import { notFound, problem } from '#platform/contract/errors.ts';
import type {
  CheckOutcome,
  CheckRequest,
  Connector,
  Connectors,
  Credentials,
  Fault,
  RegisterOutcome,
} from './connector.ts';
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
  const outcome = await askInTime<typeof request, Exclude<CheckOutcome, Unreachable>>(
    { log },
    connector,
    request,
    connector.check,
  );
  return outcome.kind === 'accepted' ? outcome : { ...outcome, faults: withoutKeys(outcome.faults, request) };
}

/**
 * Lets a provider know where to send notifications of a connection, if it can be told. Never inside a transaction.
 *
 * @returns credentials to keep beside those that were given
 * @throws 502 `provider_unreachable`
 */
export async function registerAtConnector(
  asking: Asking,
  connector: Connector,
  request: Omit<CheckRequest, 'signal'> & { readonly notificationUrl: string },
): Promise<RegisterOutcome> {
  const { register } = connector;
  if (!register) return { kind: 'registered', credentials: {} };
  const outcome = await askInTime(asking, connector, request, register);
  return outcome.kind === 'registered'
    ? outcome
    : { ...outcome, faults: withoutKeys(outcome.faults, request) };
}

type Unreachable = Extract<CheckOutcome, { kind: 'unreachable' }>;

async function askInTime<
  Request extends Omit<CheckRequest, 'signal'>,
  Known extends { readonly kind: string },
>(
  { log }: Pick<Asking, 'log'>,
  connector: Connector,
  request: Request,
  ask: (request: Request & { readonly signal: AbortSignal }) => Promise<Known | Unreachable>,
): Promise<Known> {
  const signal = AbortSignal.timeout(patienceMs);
  const tooLate = new Promise<Unreachable>((resolve) => {
    signal.addEventListener('abort', () =>
      resolve({ kind: 'unreachable', reason: 'it did not answer within ten seconds' }),
    );
  });
  const outcome = await Promise.race([ask({ ...request, signal }), tooLate]).catch(
    (error: unknown): Unreachable => {
      // The error itself may repeat what was sent.
      log.warn({ provider: connector.name, error: nameOf(error) }, 'a provider could not be asked');
      return { kind: 'unreachable', reason: 'it did not answer' };
    },
  );
  if (isUnreachable(outcome)) throw unreachable(connector, outcome.reason, request.credentials);
  return outcome;
}

function isUnreachable(outcome: { readonly kind: string }): outcome is Unreachable {
  return outcome.kind === 'unreachable';
}

function withoutKeys(
  [first, ...others]: readonly [Fault, ...Fault[]],
  { credentials }: Pick<CheckRequest, 'credentials'>,
): [Fault, ...Fault[]] {
  const clean = (fault: Fault): Fault => ({
    ...fault,
    message: withoutCredentials(fault.message, credentials),
  });
  return [clean(first), ...others.map(clean)];
}

function unreachable({ label }: Connector, reason: string, credentials: Credentials) {
  return problem('provider_unreachable', {
    detail: `${label} could not be asked: ${withoutCredentials(reason, credentials)}. Nothing was changed; try again in a while.`,
  });
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
