import type { Context } from '#platform/context.ts';
import type { Job } from '#platform/jobs/loop.ts';
import { findKeyNeeds } from './find-key-needs.ts';
import { firstPlace, renewTexts } from './renew-encryption.ts';
import { encryptedColumns } from './store.ts';

const hourMs = 3_600_000;

/**
 * Encrypts under the current key what a former one encrypted, after the start and once an hour, in small steps. At the end of a
 * round the log tells which keys are still needed: loudly of one that is not configured, and once of each former key that
 * nothing needs any more.
 */
export function renewEncryptionJob(): Job<Context> {
  let next = 0;
  let place = firstPlace;
  let renewed: Record<string, number> = {};
  let unreadable: Record<string, number> = {};
  const toldOf = new Set<string>();
  const begin = (index: number) => {
    next = index;
    place = firstPlace;
  };
  return {
    name: 'renew-encryption',
    pollIntervalMs: hourMs,
    runDue: async (context) => {
      const column = encryptedColumns[next];
      if (column) {
        const step = await renewTexts(context, column, place);
        add(renewed, column.what, step.renewed);
        add(unreadable, column.what, step.unreadable);
        place = step.lastPlace;
        if (step.found === 0) begin(next + 1);
        return 1;
      }
      const done = { renewed, unreadable };
      begin(0);
      renewed = {};
      unreadable = {};
      await tellNeeds(context, done, toldOf);
      return 0;
    },
  };
}

function add(counts: Record<string, number>, what: string, count: number): void {
  if (count > 0) counts[what] = (counts[what] ?? 0) + count;
}

type Done = {
  readonly renewed: Readonly<Record<string, number>>;
  readonly unreadable: Readonly<Record<string, number>>;
};

async function tellNeeds(
  { config, database, log }: Context,
  { renewed, unreadable }: Done,
  toldOf: Set<string>,
): Promise<void> {
  if (Object.keys(renewed).length > 0)
    log.info({ texts: renewed }, 'encrypted under the current key what a former one encrypted');
  if (Object.keys(unreadable).length > 0)
    log.error(
      { texts: unreadable },
      'encrypted texts are damaged, or were made by another key of the same name',
    );
  const needs = await findKeyNeeds(database.handle);
  const known = config.encryptionKeys.map(({ id }) => id);
  for (const { keyId, texts } of needs) {
    if (!known.includes(keyId))
      log.error({ key: keyId, texts }, 'what is stored needs an encryption key that is not configured');
  }
  for (const id of known.slice(1)) {
    if (toldOf.has(id) || needs.some(({ keyId }) => keyId === id)) continue;
    toldOf.add(id);
    log.info({ key: id }, 'nothing stored needs this former encryption key any more');
  }
}
