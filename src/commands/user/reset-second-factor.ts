import { withInstanceKeys } from '#commands/backup/instance-keys.ts';
import { type Command, CommandError } from '#commands/command-line/command.ts';
import { readEmail } from '#commands/command-line/read-email.ts';
import { endSessions } from '#merchants/accounts/end-sessions.ts';
import { findUserByEmail } from '#merchants/accounts/find-user.ts';
import { mailAccountChange } from '#merchants/accounts/mail-account-change.ts';
import { resetFactors } from '#merchants/accounts/second-factor/reset-factors.ts';
import { findBelongings } from '#merchants/memberships/find-memberships.ts';
import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import { formatId } from '#platform/kit/ids.ts';

export const resetSecondFactor: Command = {
  name: 'user reset-second-factor',
  about: 'Takes authenticator app, passkeys and recovery codes of a person away, who then needs none.',
  takes: ['email'],
  run: async (house, { taken, say }) => {
    const context = withInstanceKeys(house);
    const email = readEmail(taken.email as string);
    const user = await findUserByEmail(context.database.handle, email);
    if (!user) throw new CommandError(`Nobody has the address ${email}.`);
    const target = { type: 'user', id: formatId('usr', user.id) };
    await context.database.transaction(async (tx) => {
      await resetFactors(tx, user.id);
      await mailAccountChange(tx, context, user.id, { change: 'second_factor_reset', origin: undefined });
      const belongings = await findBelongings(tx, user.id);
      const organizationIds = belongings.map(({ organizationId }) => organizationId).sort();
      for (const organizationId of organizationIds) await endSessions(tx, context, organizationId, user.id);
      for (const organizationId of organizationIds) {
        const entry = { ...actedBy({ organizationId }), action: 'user.second_factor_reset', target } as const;
        await recordAudit(tx, entry, context.clock.now());
      }
    });
    say(`${email} signs in by the password alone now; every session of theirs has ended.`);
  },
};
