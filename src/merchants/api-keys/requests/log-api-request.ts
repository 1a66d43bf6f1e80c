import type { Context } from '#platform/context.ts';
import type { Database } from '#platform/db/database.ts';
import { isToldAlready } from '#platform/db/unavailable.ts';
import type { Answered } from '#platform/http/request-log.ts';
import { onePer } from '#platform/kit/bounded-cache.ts';
import type { DomainCounter } from '#platform/kit/domain-counter.ts';
import { type ApiRequest, apiRequestOf } from './api-request.ts';
import { keptOfMode } from './retention.ts';
import { addApiRequests, trimApiRequests } from './store.ts';

/** Requests of API keys that the log had to leave out. */
const unloggedRequests = {
  name: 'api_requests_unlogged_total',
  help: 'Requests of API keys that their log left out',
  labels: { reason: ['too_many', 'not_written'] },
} as const satisfies DomainCounter;

type Logging = {
  waiting: ApiRequest[];
  /** How many of them each organization has, so that the flood of one leaves room for others. */
  readonly waitingOf: Map<string, number>;
  /** How many were written since the oldest were removed, by organization and mode. */
  readonly writtenOf: Map<string, number>;
  timer: NodeJS.Timeout | undefined;
  /** The writing that runs, so that there is one at a time. */
  writing: Promise<void>;
};

const intervalMs = 1_000;
const mostWaiting = 5_000;
const mostWaitingOfOne = 500;
/** After how many more rows the oldest are removed. */
const trimEvery = 1_000;
const mostRemembered = 10_000;

const loggingOf = onePer<Database, Logging>(() => ({
  waiting: [],
  waitingOf: new Map(),
  writtenOf: new Map(),
  timer: undefined,
  writing: Promise.resolve(),
}));

/**
 * Notes an answered request, when an API key made it. Only memory is touched here: what was noted is written down
 * together, about once a second, and what is too much is left out and counted, so that the log never slows or fails a
 * request.
 */
export function logApiRequest(context: Context, answered: Answered): void {
  if (answered.caller?.kind !== 'api-key') return;
  const logging = loggingOf(context.database);
  const { organizationId } = answered.caller;
  const waiting = logging.waitingOf.get(organizationId) ?? 0;
  if (logging.waiting.length >= mostWaiting || waiting >= mostWaitingOfOne) {
    context.countUp(unloggedRequests, { reason: 'too_many' });
    return;
  }
  const request = apiRequestOf(answered, context.clock.now());
  if (!request) return;
  logging.waiting.push(request);
  logging.waitingOf.set(organizationId, waiting + 1);
  logging.timer ??= setTimeout(() => void flushApiRequests(context), intervalMs).unref();
}

/** Writes down what was noted; also before an instance stops. */
export function flushApiRequests(context: Context): Promise<void> {
  const logging = loggingOf(context.database);
  clearTimeout(logging.timer);
  logging.timer = undefined;
  logging.writing = logging.writing.then(() => write(context, logging));
  return logging.writing;
}

async function write(context: Context, logging: Logging): Promise<void> {
  const { waiting } = logging;
  if (waiting.length === 0) return;
  logging.waiting = [];
  logging.waitingOf.clear();
  try {
    await addApiRequests(context.database, waiting);
    await removeOldest(context.database, logging, waiting);
  } catch (error) {
    for (const _ of waiting) context.countUp(unloggedRequests, { reason: 'not_written' });
    if (!isToldAlready(error)) context.log.warn({ err: error }, 'the log of API requests has a gap');
  }
}

/** Keeps the table bounded by organization and mode, however much is asked. */
async function removeOldest(
  database: Database,
  { writtenOf }: Logging,
  written: readonly ApiRequest[],
): Promise<void> {
  const due = new Map<string, ApiRequest>();
  for (const request of written) {
    const key = `${request.mode} ${request.organizationId}`;
    // What another process wrote before this one is not known here.
    const count = (writtenOf.get(key) ?? trimEvery) + 1;
    writtenOf.set(key, count);
    if (count > trimEvery) due.set(key, request);
  }
  for (const [key, request] of due) {
    await trimApiRequests(database, request, keptOfMode);
    writtenOf.set(key, 0);
  }
  if (writtenOf.size > mostRemembered) writtenOf.clear();
}
