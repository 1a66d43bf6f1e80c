import { useQueryClient } from '@tanstack/react-query';
import { accountQuery } from '@/api/account.ts';
import { providersQuery } from '@/api/providers.ts';
import { switchMode } from '@/mode.ts';
import { showToast } from '@/ui/toast.tsx';
import { useLive } from '@/use-live.ts';
import type { Mode } from '../../../../../src/platform/contract/common.ts';

/** What follows once a provider is connected in a mode: all that tells of it is read anew, and a toast says so. */
export function useConnected(mode: Mode): (sentence: string) => Promise<void> {
  const queryClient = useQueryClient();
  const { isLive } = useLive();
  return async (sentence) => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: providersQuery.queryKey }),
      queryClient.invalidateQueries({ queryKey: accountQuery.queryKey }),
    ]);
    if (mode !== 'live' || isLive) return showToast(sentence);
    showToast('Connected. Live payments can be taken from now on.', {
      label: 'Show live',
      run: () => switchMode('live'),
    });
  };
}
