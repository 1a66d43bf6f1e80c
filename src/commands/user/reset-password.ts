import { withInstanceKeys } from '#commands/backup/instance-keys.ts';
import { type Command, CommandError } from '#commands/command-line/command.ts';
import { readEmail } from '#commands/command-line/read-email.ts';
import { readPassword } from '#commands/command-line/read-options.ts';
import { passwordOption } from '#commands/command-line/read-password.ts';
import { createSignInLink } from '#commands/command-line/sign-in-link.ts';
import { checkPassword, type User } from '#merchants/accounts/account.ts';
import { endEveryWayIn, endMailedResets } from '#merchants/accounts/end-sessions.ts';
import { findUserByEmail } from '#merchants/accounts/find-user.ts';
import { mailAccountChange } from '#merchants/accounts/mail-account-change.ts';
import { hashPassword } from '#merchants/accounts/secrets.ts';
import { findBelongings } from '#merchants/memberships/find-memberships.ts';
import { forgiveAccount } from '#merchants/throttling/count-try.ts';
import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import { formatId } from '#platform/kit/ids.ts';
import { updatePasswordHash } from './store.ts';

export const resetPassword: Command = {
  name: 'user reset-password',
  about: 'Prints an address that signs the person in once or, with --password-stdin, sets a new password.',
  takes: ['email'],
  options: passwordOption,
  run: async (house, { taken, switches, readLine, say }) => {
    const context = withInstanceKeys(house);
    const email = readEmail(taken.email as string);
    const { handle } = context.database;
    const user = await findUserByEmail(handle, email);
    if (!user) throw new CommandError(`Nobody has the address ${email}.`);
    if (switches.has('password-stdin')) {
      await setPassword(context, user, readPassword(await readLine()));
      say(`The password of ${email} is set; every session of theirs has ended.`);
      return;
    }
    const [first] = await findBelongings(handle, user.id);
    if (!first) throw new CommandError(`${email} belongs to no organization.`);
    await context.database.transaction((tx) => endMailedResets(tx, user.id));
    say(await createSignInLink(context, { organizationId: first.organizationId, userId: user.id }));
  },
};

async function setPassword(context: Context, user: User, password: string): Promise<void> {
  const weakness = checkPassword(password, user.email, 'password');
  if (weakness) throw weakness;
  const passwordHash = await hashPassword(password);
  const now = context.clock.now();
  const target = { type: 'user', id: formatId('usr', user.id) };
  await context.database.transaction(async (tx) => {
    await updatePasswordHash(tx, user.id, passwordHash, now);
    await forgiveAccount(tx, user.email);
    await mailAccountChange(tx, context, user.id, { change: 'password_changed', origin: undefined });
    const belongings = await findBelongings(tx, user.id);
    const organizationIds = belongings.map(({ organizationId }) => organizationId).sort();
    await endEveryWayIn(tx, context, user.id);
    for (const organizationId of organizationIds) {
      const entry = { ...actedBy({ organizationId }), action: 'user.password_reset', target } as const;
      await recordAudit(tx, entry, now);
    }
  });
}
