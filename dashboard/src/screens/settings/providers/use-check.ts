import { useMutation, useQueryClient } from '@tanstack/react-query';
import { sentenceOf } from '@/api/client.ts';
import { checkProvider, providersQuery } from '@/api/providers.ts';
import { showToast } from '@/ui/toast.tsx';
import type { ConnectionAnswer } from '../../../../../src/platform/contract/connections.ts';

/** Asks the provider, by a harmless call, whether it still takes the credentials. */
export function useCheck({ provider, mode, label }: ConnectionAnswer) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => checkProvider(provider, mode),
    onSuccess: (row) => showToast(row.problem ?? `${label} works.`),
    onError: (error) => showToast(sentenceOf(error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: providersQuery.queryKey }),
  });
}
