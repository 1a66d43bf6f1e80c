import { passwordResetSeconds } from '#merchants/accounts/account.ts';
import { newToken, tokenHash } from '#merchants/accounts/secrets.ts';
import { selectUser } from '#merchants/accounts/store.ts';
import { findMailOrganization } from '#merchants/memberships/find-memberships.ts';
import { composePasswordReset } from '#messaging/mail/compose/compose-password-reset.ts';
import { mailFrame } from '#messaging/mail/mail.ts';
import { queueMail } from '#messaging/mail/queue-mail.ts';
import type { Context } from '#platform/context.ts';
import type { Handle } from '#platform/db/database.ts';
import { insertPasswordReset } from './store.ts';

/**
 * A step: makes a token for a new password and mails it. Nobody could use one who neither belongs to an organization nor
 * is invited to one.
 */
export async function mailPasswordReset(tx: Handle, context: Context, userId: string): Promise<void> {
  const user = await selectUser(tx, userId);
  const organizationId = user && (await findMailOrganization(tx, context, user));
  if (!user || organizationId === undefined) return;
  const token = newToken();
  const reset = { tokenHash: tokenHash(token), userId, lifeSeconds: passwordResetSeconds };
  const expiresAt = await insertPasswordReset(tx, reset, context.clock.offsetMs);
  const mail = composePasswordReset(mailFrame(context.config), {
    email: user.email,
    path: `/reset-password#token=${token}`,
    lifeSeconds: passwordResetSeconds,
  });
  await queueMail(tx, context, { ...mail, organizationId, to: user.email, giveUpAt: expiresAt });
}
