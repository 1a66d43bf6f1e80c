import { queryOptions } from '@tanstack/react-query';
import type { SecondFactorBody } from '../../../src/platform/contract/accounts.ts';
import type {
  AuthenticatorOffer,
  PasskeyAnswer,
  PasskeyMade,
  PasskeySignature,
  SecondFactorAnswer,
} from '../../../src/platform/contract/second-factor.ts';
import { createCredential, signChallenge } from '../lib/passkey.ts';
import { ApiProblem, request } from './client.ts';
import { readDeviceToken } from './session.ts';
import type { SignedIn } from './types.ts';

const path = '/api/auth/second-factor/';
const passkeys = '/api/auth/passkeys/';

type Options = { readonly challenge: string };
type Codes = { readonly recovery_codes: readonly string[] };

export const secondFactorQuery = queryOptions({
  queryKey: ['second-factor'],
  queryFn: ({ signal }) => request<SecondFactorAnswer>('GET', path, { signal }),
});

export const offerAuthenticator = () => request<AuthenticatorOffer>('POST', `${path}authenticator/`);
export const confirmAuthenticator = (code: string) =>
  request<{ readonly recovery_codes: readonly string[] | null }>('POST', `${path}authenticator/confirm/`, {
    body: { code },
  });
export const removeAuthenticator = () => request<void>('DELETE', `${path}authenticator/`);
export const renewRecoveryCodes = () => request<Codes>('POST', `${path}recovery-codes/`);

export async function addPasskey(name: string): Promise<PasskeyMade> {
  const options = await request<Options>('POST', `${passkeys}options/`);
  const passkey = await createCredential(options);
  return request<PasskeyMade>('POST', passkeys, { body: { name, passkey } });
}
export const renamePasskey = (id: string, name: string) =>
  request<PasskeyAnswer>('PATCH', `${passkeys}${id}/`, { body: { name } });
export const removePasskey = (id: string) => request<void>('DELETE', `${passkeys}${id}/`);

export async function proveByPasskey(): Promise<void> {
  const options = await request<Options>('POST', '/api/auth/proof/passkey/');
  await request('POST', '/api/auth/proof/', { body: { passkey: await signChallenge(options) } });
}

export const completeSignIn = (body: SecondFactorBody) => {
  const token = readDeviceToken();
  return request<SignedIn>('POST', path, { body: { ...body, ...(token ? { device_token: token } : {}) } });
};
export async function signAtSignIn(challenge: string): Promise<PasskeySignature> {
  const options = await request<Options>('POST', `${path}passkey/`, { body: { challenge } });
  return (await signChallenge(options)) as PasskeySignature;
}

/** What a sign-in that waits for the second factor may be completed with; undefined for any other answer. */
export function readChallenge(error: unknown): { challenge: string; methods: readonly string[] } | undefined {
  if (!(error instanceof ApiProblem) || error.code !== 'second_factor_required') return undefined;
  const { challenge, methods } = error.further as { challenge: string; methods: readonly string[] };
  return { challenge, methods };
}
