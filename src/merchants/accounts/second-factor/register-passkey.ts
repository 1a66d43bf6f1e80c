import type {
  PublicKeyCredentialCreationOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { selectUser } from '#merchants/accounts/store.ts';
import { invalidPasskey } from '#merchants/factors/factors.ts';
import type { Context } from '#platform/context.ts';
import { problem } from '#platform/contract/errors.ts';
import type { PasskeyCreate, PasskeyMade } from '#platform/contract/second-factor.ts';
import { isUniqueViolation } from '#platform/db/database.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { assert } from '#platform/kit/assert.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { addFactor } from './add-factor.ts';
import { mostPasskeys, type Passkey, relyingParty, showPasskey } from './passkey.ts';
import { askWithChallenge, challengeTimeoutMs, credentialsOf, takesChallenge } from './passkey-challenge.ts';
import { insertPasskey, selectPasskeys } from './store.ts';
import { loadWebAuthn } from './webauthn.ts';

/** What a browser makes a new passkey from. */
export async function offerPasskey(
  context: Context,
  caller: SessionCaller,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { database, config } = context;
  const { userId } = caller;
  const user = await selectUser(database.handle, userId);
  assert(user, `There is no user ${userId}.`);
  const passkeys = await selectPasskeys(database.handle, userId);
  if (passkeys.length >= mostPasskeys) throw tooMany();
  const { id, name } = relyingParty(config);
  const { generateRegistrationOptions } = await loadWebAuthn();
  const options = await generateRegistrationOptions({
    rpID: id,
    rpName: name,
    userName: user.email,
    userDisplayName: user.name,
    userID: Uint8Array.from(Buffer.from(userId.replaceAll('-', ''), 'hex')),
    attestationType: 'none',
    timeout: challengeTimeoutMs,
    excludeCredentials: credentialsOf(passkeys),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  });
  return askWithChallenge(context, userId, 'register', options);
}

/**
 * Keeps a passkey that a browser made. The first second factor of a person comes with recovery codes.
 *
 * @throws 400 `second_factor_invalid`
 */
export async function registerPasskey(
  context: Context,
  caller: SessionCaller,
  input: PasskeyCreate,
): Promise<PasskeyMade> {
  const credential = await readCredential(context, caller.userId, input.passkey);
  const now = context.clock.now();
  const passkey: Passkey = {
    id: uuidv7(now),
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: credential.transports ?? [],
    name: input.name.trim(),
    createdAt: now,
    lastUsedAt: null,
  };
  try {
    const recoveryCodes = await addFactor(context, caller, { kind: 'passkey', name: passkey.name }, (tx) =>
      insertPasskey(tx, { ...passkey, userId: caller.userId }),
    );
    return { passkey: showPasskey(passkey), recovery_codes: recoveryCodes };
  } catch (error) {
    throw isUniqueViolation(error, 'passkeys_credential') ? invalidPasskey() : error;
  }
}

async function readCredential(context: Context, userId: string, response: PasskeyCreate['passkey']) {
  const { id: rpId, origin } = relyingParty(context.config);
  const { verifyRegistrationResponse } = await loadWebAuthn();
  const read = await verifyRegistrationResponse({
    response: response as unknown as RegistrationResponseJSON,
    expectedChallenge: takesChallenge(context, userId, 'register'),
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    // It throws for whatever does not fit.
  }).catch(() => undefined);
  if (!read?.verified) throw invalidPasskey();
  return read.registrationInfo.credential;
}

function tooMany() {
  return problem('invalid_request', {
    detail: `You have ${mostPasskeys} passkeys; remove one that you do not use first.`,
  });
}
