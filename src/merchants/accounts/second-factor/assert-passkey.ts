import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import { challengeSeconds, missingSecondFactor } from '#merchants/factors/factors.ts';
import type { Context } from '#platform/context.ts';
import type { PasskeySignature } from '#platform/contract/second-factor.ts';
import { type Passkey, relyingParty } from './passkey.ts';
import { insertPasskeyChallenge, selectPasskeys, takePasskeyChallenge } from './store.ts';

/**
 * What a browser asks one of the person's passkeys to sign.
 *
 * @throws 409 `second_factor_missing` without a passkey
 */
export async function askForPasskey(
  context: Context,
  userId: string,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { database, clock, config } = context;
  const passkeys = await selectPasskeys(database.handle, userId);
  if (passkeys.length === 0) throw missingSecondFactor();
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(config).id,
    allowCredentials: passkeys.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports],
    })),
    timeout: challengeSeconds * 1000,
    userVerification: 'required',
  });
  const { challenge } = options;
  const asked = { challenge, userId, purpose: 'prove' } as const;
  await insertPasskeyChallenge(database.handle, asked, challengeSeconds, clock.offsetMs);
  return options;
}

/** The person's passkey that made a signature over a challenge of ours, with its new counter, if one did. */
export async function recognizePasskey(
  context: Context,
  userId: string,
  signature: PasskeySignature,
): Promise<Pick<Passkey, 'id' | 'counter'> | undefined> {
  const { database, clock, config } = context;
  const passkeys = await selectPasskeys(database.handle, userId);
  const passkey = passkeys.find(({ credentialId }) => credentialId === signature.id);
  if (!passkey) return undefined;
  const { id: rpId, origin } = relyingParty(config);
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: signature as unknown as AuthenticationResponseJSON,
      // Taken whatever comes of it: no challenge is signed twice.
      expectedChallenge: (challenge) =>
        database.transaction((tx) =>
          takePasskeyChallenge(tx, { challenge, userId, purpose: 'prove' }, clock.offsetMs),
        ),
      expectedOrigin: origin,
      expectedRPID: rpId,
      credential: {
        id: passkey.credentialId,
        publicKey: Uint8Array.from(passkey.publicKey),
        counter: passkey.counter,
      },
      requireUserVerification: true,
    });
    return verified ? { id: passkey.id, counter: authenticationInfo.newCounter } : undefined;
  } catch {
    // It throws for whatever does not fit: origin, host, challenge, counter, or no signature at all.
    return undefined;
  }
}
