import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { missingSecondFactor } from '#merchants/factors/factors.ts';
import type { Context } from '#platform/context.ts';
import type { PasskeySignature } from '#platform/contract/second-factor.ts';
import { type Passkey, relyingParty } from './passkey.ts';
import { askWithChallenge, challengeTimeoutMs, credentialsOf, takesChallenge } from './passkey-challenge.ts';
import { selectPasskeys } from './store.ts';
import { loadWebAuthn } from './webauthn.ts';

/**
 * What a browser asks one of the person's passkeys to sign.
 *
 * @throws 409 `second_factor_missing` without a passkey
 */
export async function askForPasskey(
  context: Context,
  userId: string,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { database, config } = context;
  const passkeys = await selectPasskeys(database.handle, userId);
  if (passkeys.length === 0) throw missingSecondFactor();
  const { generateAuthenticationOptions } = await loadWebAuthn();
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(config).id,
    allowCredentials: credentialsOf(passkeys),
    timeout: challengeTimeoutMs,
    userVerification: 'required',
  });
  return askWithChallenge(context, userId, 'prove', options);
}

/** The person's passkey that made a signature over a challenge of ours, with its new counter, if one did. */
export async function recognizePasskey(
  context: Context,
  userId: string,
  signature: PasskeySignature,
): Promise<Pick<Passkey, 'id' | 'counter'> | undefined> {
  const { database, config } = context;
  const passkeys = await selectPasskeys(database.handle, userId);
  const passkey = passkeys.find(({ credentialId }) => credentialId === signature.id);
  if (!passkey) return undefined;
  const { id: rpId, origin } = relyingParty(config);
  const { verifyAuthenticationResponse } = await loadWebAuthn();
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: signature as unknown as AuthenticationResponseJSON,
      expectedChallenge: takesChallenge(context, userId, 'prove'),
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
