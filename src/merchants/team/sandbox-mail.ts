import { createHash } from 'node:crypto';
import type { Context } from '#platform/context.ts';
import type { Mode } from '#platform/contract/common.ts';
import { Problem } from '#platform/kit/problem.ts';

/**
 * Whether a mail stays here to be read in the mailbox. In the sandbox anybody may play and name any address, so only the team
 * gets mails, and each of them a few an hour: who signed up with an address has not shown that it is theirs.
 */
export function isKeptHere(
  context: Pick<Context, 'takeFromLimit'>,
  mode: Mode,
  team: ReadonlySet<string> | undefined,
  to: string,
): boolean {
  if (mode !== 'sandbox') return false;
  const address = to.toLowerCase();
  if (!team?.has(address)) return true;
  try {
    context.takeFromLimit('sandbox-mail-recipient', createHash('sha256').update(address).digest('base64url'));
    return false;
  } catch (error) {
    if (error instanceof Problem && error.code === 'rate_limited') return true;
    throw error;
  }
}
