import type { Context } from '#platform/context.ts';
import { type RetentionRule, swept } from '#platform/db/retention.ts';
import { deleteEndedInvitations } from './store.ts';

export const teamRetention: readonly RetentionRule<Context>[] = [
  {
    table: 'memberships',
    kept: 'until the person leaves the team',
    why: 'They say who may do what.',
  },
  {
    table: 'invitations',
    kept: 'until they are accepted, withdrawn or expire',
    why: 'Nobody can use them after that; the audit log keeps that they were made.',
    sweep: async ({ database, clock }, limit) =>
      swept(await deleteEndedInvitations(database.handle, limit, clock.offsetMs), limit),
  },
];
