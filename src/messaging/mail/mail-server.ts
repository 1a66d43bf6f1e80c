import type { Context } from '#platform/context.ts';
import { always, never, noSenderSince, selectTruth, upsertSender } from './store.ts';

type Condition = typeof always;
type Place = Pick<Context, 'config' | 'clock'>;

/** How long instances without a mail server count on one that has it and was seen: longer than a restart takes. */
const countedOnSeconds = 600;
/** How often one that has it says so. */
const notedEveryMs = 30_000;

/**
 * A condition of a statement: no mail server is there for what this instance writes. That of another instance counts; the
 * bundled database serves this machine's server alone.
 */
export function isWithoutServer({ config, clock }: Place): Condition {
  if (config.smtpUrl !== undefined) return never;
  if (config.databaseUrl === undefined) return always;
  return noSenderSince(countedOnSeconds, clock.offsetMs);
}

/** The same as a new mail asks: an instance without due work leaves it to those that do it whether there is one. */
export function keepsWhatItWrites(place: Place): Condition {
  return place.config.jobs ? isWithoutServer(place) : never;
}

/** A step: whether mails are sent, by this instance or another. */
export async function hasMailServer(context: Context): Promise<boolean> {
  return !(await selectTruth(context.database.handle, isWithoutServer(context)));
}

/** Says to the other instances, now and then, that this one has a mail server. */
export function createSenderNote(): (context: Context) => Promise<void> {
  let notedAtMs = Number.NEGATIVE_INFINITY;
  return async ({ database, clock }) => {
    const nowMs = clock.now().getTime();
    if (Math.abs(nowMs - notedAtMs) < notedEveryMs) return;
    await upsertSender(database.handle, clock.offsetMs);
    notedAtMs = nowMs;
  };
}
