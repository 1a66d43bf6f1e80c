import type { Context } from '#platform/context.ts';
import { type RetentionRule, swept } from '#platform/db/retention.ts';
import { deviceRetention } from './devices/retention.ts';
import { passwordResetRetention } from './password-resets/retention.ts';
import { secondFactorRetention } from './second-factor/retention.ts';
import { deleteEndedSessions, deleteEndedSignIns } from './store.ts';

const endedSessionDays = 30;

export const accountRetention: readonly RetentionRule<Context>[] = [
  {
    table: 'users',
    kept: 'for ever',
    why: 'The audit log names people by their account.',
  },
  {
    table: 'sessions',
    kept: `${endedSessionDays} days after they ended`,
    why: 'For whoever asks what happened.',
    sweep: async ({ database, clock }, limit) =>
      swept(await deleteEndedSessions(database.handle, endedSessionDays, limit, clock.offsetMs), limit),
  },
  {
    table: 'one_time_sign_ins',
    kept: 'until they are used or expire',
    why: 'Nobody can use them after that.',
    sweep: async ({ database, clock }, limit) =>
      swept(await deleteEndedSignIns(database.handle, limit, clock.offsetMs), limit),
  },
  passwordResetRetention,
  deviceRetention,
  ...secondFactorRetention,
  {
    table: 'account_tasks',
    kept: 'until the work is done, a few seconds',
    why: 'Each is work that waits; it holds the address of whoever asked.',
  },
];
