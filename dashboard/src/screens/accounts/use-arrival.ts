import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { accountQuery } from '@/api/account.ts';
import { keepDeviceToken, keepToken } from '@/api/session.ts';
import { rememberAccount } from '@/api/session-guard.ts';
import type { SignedIn } from '@/api/types.ts';

/** What sign-up and every kind of sign-in end with: the token is kept, and the app opens where one was going. */
export function useArrival(): (signedIn: SignedIn, next?: string) => void {
  const queryClient = useQueryClient();
  const router = useRouter();
  return ({ access_token: token, expires_at: expiresAt, device_token: device, ...account }, next = '/') => {
    keepToken(token, expiresAt);
    if (device) keepDeviceToken(device);
    rememberAccount(account);
    queryClient.clear();
    queryClient.setQueryData(accountQuery.queryKey, account);
    router.history.push(next);
  };
}
