import { useQuery } from '@tanstack/react-query';
import type { ConnectionAnswer } from '../../src/platform/contract/connections.ts';
import { transferProvider } from '../../src/platform/kit/transfer-provider.ts';
import { providersQuery } from './api/providers.ts';
import { useMode } from './mode.ts';
import { useAccount, useMay } from './use-account.ts';

/** What is known of every provider, for those who may ask; nothing before it is known. */
export function useProviders(): readonly ConnectionAnswer[] | undefined {
  return useQuery({ ...providersQuery, enabled: useMay('staff') }).data;
}

/** Whether real money can be taken now, and whether there may be any to look at. */
export function useLive(): { readonly isLive: boolean; readonly canLook: boolean } {
  const isLive = useAccount().organization.live_mode;
  const mode = useMode();
  const providers = useProviders();
  const wasLive = providers?.some((row) => row.mode === 'live' && row.status !== 'not_connected') ?? false;
  return { isLive, canLook: isLive || wasLive || mode === 'live' };
}

/** Whether buyers of this mode can, or could, send money to an account. */
export function useHasBank(): boolean {
  const mode = useMode();
  const providers = useProviders();
  return (
    providers?.some(
      (row) => row.provider === transferProvider && row.mode === mode && row.status !== 'not_connected',
    ) ?? false
  );
}
