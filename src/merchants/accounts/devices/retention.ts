import type { Context } from '#platform/context.ts';
import { type RetentionRule, swept } from '#platform/db/retention.ts';
import { knownForSeconds } from './known-device.ts';
import { deleteOldMarks } from './store.ts';

export const deviceRetention: RetentionRule<Context> = {
  table: 'known_devices',
  kept: `${knownForSeconds / 86_400} days after the person last signed in there`,
  why: 'Hashes of devices and addresses that may try a password while strangers wait.',
  sweep: async ({ database, clock }, limit) =>
    swept(await deleteOldMarks(database.handle, limit, clock.offsetMs), limit),
};
