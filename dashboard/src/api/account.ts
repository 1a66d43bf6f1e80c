import { queryOptions } from '@tanstack/react-query';
import type { LoginBody, PasswordResetBody, SignupBody } from '../../../src/platform/contract/accounts.ts';
import type { OrganizationAnswer, OrganizationPatch } from '../../../src/platform/contract/organizations.ts';
import type { AcceptBody, InvitationViewAnswer } from '../../../src/platform/contract/team.ts';
import { settleMode } from '../mode.ts';
import { request } from './client.ts';
import { readDeviceToken } from './session.ts';
import { rememberAccount } from './session-guard.ts';
import type { Account, List, Session, SignedIn } from './types.ts';

export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: async ({ signal }) => {
    const account = await request<Account>('GET', '/api/auth/me/', { signal });
    rememberAccount(account);
    settleMode(account.organization);
    return account;
  },
  staleTime: 60_000,
});

/** Who is signed in, where nobody has to be. */
export const visitorQuery = queryOptions({
  queryKey: ['visitor'],
  queryFn: ({ signal }) => request<Account>('GET', '/api/auth/me/', { signal, isProbe: true }),
  retry: false,
});

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) =>
    request<List<Session>>('GET', '/api/auth/sessions/', { query: { limit: 100 }, signal }),
});

export const signUp = (body: SignupBody) => request<SignedIn>('POST', '/api/auth/signup/', { body });
export const logIn = (body: LoginBody) => {
  const token = readDeviceToken();
  return request<SignedIn>('POST', '/api/auth/login/', {
    body: { ...body, ...(token ? { device_token: token } : {}) },
  });
};
export const redeemOneTimeToken = (token: string) =>
  request<SignedIn>('POST', '/api/auth/one-time/', { body: { token } });
export const logOut = () => request<void>('POST', '/api/auth/logout/');
export const endSession = (id: string) => request<void>('DELETE', `/api/auth/sessions/${id}/`);
export const changePassword = (body: { readonly current_password: string; readonly new_password: string }) =>
  request<void>('POST', '/api/auth/password/change/', { body });
export const proveAgain = (body: { readonly password: string } | { readonly code: string }) =>
  request<{ readonly proved_until: string }>('POST', '/api/auth/proof/', { body });
export const changeOrganization = (body: OrganizationPatch) =>
  request<OrganizationAnswer>('PATCH', '/api/organization/', { body });
export const askForReset = (email: string) =>
  request<unknown>('POST', '/api/auth/password/forgot/', { body: { email } });
export const resetPassword = (body: PasswordResetBody) =>
  request<void>('POST', '/api/auth/password/reset/', { body });

export const invitationQuery = (token: string | undefined) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) =>
      request<InvitationViewAnswer>('POST', '/api/auth/invitations/read/', { body: { token }, signal }),
    enabled: token !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
export const acceptInvitation = (body: AcceptBody) => {
  const token = readDeviceToken();
  return request<SignedIn>('POST', '/api/auth/invitations/accept/', {
    body: { ...body, ...(token ? { device_token: token } : {}) },
  });
};
export const joinAsSignedIn = (token: string) =>
  request<SignedIn>('POST', '/api/auth/invitations/join/', { body: { token } });
