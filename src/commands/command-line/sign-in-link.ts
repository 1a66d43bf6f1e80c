import { createOneTimeSignIn } from '#merchants/accounts/create-one-time-sign-in.ts';
import type { Context } from '#platform/context.ts';
import { formatInstant } from '#platform/kit/time.ts';

/** A line with an address that signs this person in once; for the operator to hand over. */
export async function createSignInLink(
  context: Context,
  owner: { organizationId: string; userId: string },
): Promise<string> {
  const { token, expiresAt } = await createOneTimeSignIn(context, owner);
  const address = `${context.config.publicUrl}/login#token=${token}`;
  return `Sign-in       ${address} (once, until ${formatInstant(expiresAt)})`;
}
