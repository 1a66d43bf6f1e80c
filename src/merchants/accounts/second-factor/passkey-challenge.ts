import { challengeSeconds } from '#merchants/factors/factors.ts';
import type { Context } from '#platform/context.ts';
import type { Passkey } from './passkey.ts';
import { insertPasskeyChallenge, takePasskeyChallenge } from './store.ts';

/** What a challenge is signed for: to prove who is there, or to make a new passkey. */
export type PasskeyPurpose = 'prove' | 'register';

/** How long a browser may take to answer. */
export const challengeTimeoutMs = challengeSeconds * 1000;

/** Passkeys as a browser is told of them. */
export function credentialsOf(passkeys: readonly Passkey[]) {
  return passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports: [...transports] }));
}

/** Keeps the challenge that a browser is asked to sign, and gives what it is asked. */
export async function askWithChallenge<Options extends { readonly challenge: string }>(
  { database, clock }: Context,
  userId: string,
  purpose: PasskeyPurpose,
  options: Options,
): Promise<Options> {
  const asked = { challenge: options.challenge, userId, purpose };
  await insertPasskeyChallenge(database.handle, asked, challengeSeconds, clock.offsetMs);
  return options;
}

/** Whether a challenge was asked of this person for this; taken whatever comes of it, so that none is signed twice. */
export function takesChallenge({ database, clock }: Context, userId: string, purpose: PasskeyPurpose) {
  return (challenge: string): Promise<boolean> =>
    database.transaction((tx) => takePasskeyChallenge(tx, { challenge, userId, purpose }, clock.offsetMs));
}
