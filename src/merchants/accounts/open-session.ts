import type { FactorUsed } from '#merchants/factors/factors.ts';
import { recordAudit } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import type { SignInMethod } from '#platform/contract/accounts.ts';
import { problem } from '#platform/contract/errors.ts';
import type { Handle } from '#platform/db/database.ts';
import { formatId, uuidv7 } from '#platform/kit/ids.ts';
import type { Origin } from './account.ts';
import { rememberPlace } from './devices/remember-device.ts';
import { newToken, tokenHash } from './secrets.ts';
import { holdSession, holdUser, insertSession } from './store.ts';

const longestUserAgent = 300;

export type OpenedSession = {
  readonly accessToken: string;
  readonly expiresAt: Date;
  readonly deviceToken: string | undefined;
};

/**
 * A step: opens a session, writes it down, and gives its token, which is known to nobody afterwards.
 *
 * @param how.secondFactor what was shown beside the password
 * @param how.isProven whether a password or second factor was given for it just now
 * @param how.continuedSessionId a session that the new one ends with, and whose proof it keeps, so that going on and on never outlives it
 * @param how.deviceToken what the device was known by
 * @returns with a token to know the device by, unless the session goes on from another one
 */
export async function openSession(
  tx: Handle,
  context: Context,
  owner: { organizationId: string; userId: string },
  origin: Origin,
  how: {
    method: SignInMethod;
    isProven?: boolean;
    secondFactor?: FactorUsed;
    continuedSessionId?: string;
    deviceToken?: string | undefined;
  },
): Promise<OpenedSession> {
  const { continuedSessionId } = how;
  if (continuedSessionId !== undefined) {
    // The person first, as a new password does, which ends the sessions that it finds.
    await holdUser(tx, owner.userId);
    if (!(await holdSession(tx, continuedSessionId))) throw sessionEnded();
  }
  const accessToken = newToken();
  const now = context.clock.now();
  const session = {
    id: uuidv7(now),
    organizationId: owner.organizationId,
    userId: owner.userId,
    tokenHash: tokenHash(accessToken),
    userAgent: origin.userAgent.slice(0, longestUserAgent),
    address: origin.address,
    isProven: how.isProven ?? false,
    method: how.method,
    secondFactor: how.secondFactor,
    continuedSessionId,
  };
  const expiresAt = await insertSession(tx, session, context.clock.offsetMs);
  const entry = {
    organizationId: owner.organizationId,
    actor: { type: 'user', id: formatId('usr', owner.userId) },
    action: 'user.signed_in',
    target: { type: 'session', id: formatId('ses', session.id) },
    details: { method: how.method, ...(how.secondFactor ? { second_factor: how.secondFactor } : {}) },
    address: origin.address,
    requestId: origin.requestId,
  } as const;
  await recordAudit(tx, entry, now);
  const { address } = origin;
  const deviceToken =
    continuedSessionId === undefined
      ? await rememberPlace(tx, context, owner.userId, { address, deviceToken: how.deviceToken })
      : undefined;
  return { accessToken, expiresAt, deviceToken };
}

function sessionEnded() {
  return problem('authentication_required', {
    detail: 'This session has just ended; sign in again.',
    headers: { 'www-authenticate': 'Token' },
  });
}
