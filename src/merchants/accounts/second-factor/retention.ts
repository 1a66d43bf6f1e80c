import type { Context } from '#platform/context.ts';
import { type RetentionRule, swept } from '#platform/db/retention.ts';
import { deleteEndedChallenges, deleteEndedPasskeyChallenges } from './store.ts';

export const secondFactorRetention: readonly RetentionRule<Context>[] = [
  {
    table: 'authenticators',
    kept: 'until the person removes the app',
    why: 'Its codes are asked for at every sign-in.',
  },
  {
    table: 'passkeys',
    kept: 'until the person removes them',
    why: 'They are asked for at every sign-in.',
  },
  {
    table: 'recovery_codes',
    kept: 'until the person has new ones, or no second factor any more',
    why: 'Ten rows a person; used ones show that they were.',
  },
  {
    table: 'second_factor_challenges',
    kept: 'until they are used or expire, five minutes at most',
    why: 'Nobody can use them after that.',
    sweep: async ({ database, clock }, limit) =>
      swept(await deleteEndedChallenges(database.handle, limit, clock.offsetMs), limit),
  },
  {
    table: 'passkey_challenges',
    kept: 'until they are used or expire, five minutes at most',
    why: 'Nobody can use them after that.',
    sweep: async ({ database, clock }, limit) =>
      swept(await deleteEndedPasskeyChallenges(database.handle, limit, clock.offsetMs), limit),
  },
];
