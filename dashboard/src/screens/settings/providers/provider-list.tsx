import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { sentenceOf } from '@/api/client.ts';
import { orderProviders, providersQuery } from '@/api/providers.ts';
import { showToast } from '@/ui/toast.tsx';
import { useSortable } from '@/ui/use-sortable.ts';
import type { Mode } from '../../../../../src/platform/contract/common.ts';
import type { ConnectionAnswer } from '../../../../../src/platform/contract/connections.ts';
import { OfferedRow } from './offered-row.tsx';
import { UnofferedRow } from './unoffered-row.tsx';

const titles = { live: 'Live', sandbox: 'Sandbox' } as const;
const notes = { live: 'real money', sandbox: 'test keys only' } as const;

type ListProps = {
  readonly mode: Mode;
  readonly rows: readonly ConnectionAnswer[];
  readonly mayChange: boolean;
};

/** The providers of one mode: those that buyers are offered, in their order, then the rest. */
export function ProviderList({ mode, rows, mayChange }: ListProps) {
  const heading = useId();
  const queryClient = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (providers: readonly string[]) => orderProviders({ mode, providers: [...providers] }),
    onMutate: (providers) => {
      queryClient.setQueryData(providersQuery.queryKey, (known) =>
        known?.map((row) =>
          row.mode === mode && providers.includes(row.provider)
            ? { ...row, position: providers.indexOf(row.provider) + 1 }
            : row,
        ),
      );
    },
    onError: (error) => showToast(sentenceOf(error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: providersQuery.queryKey }),
  });
  const offered = rows
    .flatMap(({ provider, position }) => (position === null ? [] : [{ provider, position }]))
    .sort((left, right) => left.position - right.position)
    .map(({ provider }) => provider);
  const labelOf = (provider: string) => rows.find((row) => row.provider === provider)?.label ?? provider;
  const { order, heldKey, handleOf, said } = useSortable(offered, labelOf, mutate);
  const unoffered = rows.filter(({ provider }) => !offered.includes(provider));
  const isMovable = mayChange && order.length > 1;
  return (
    <section className="card" aria-labelledby={heading}>
      <div className="book-head">
        <h2 id={heading}>{titles[mode]}</h2>
        <span className="hint">{notes[mode]}</span>
      </div>
      {order.length === 0 && (
        <p className="nothing">
          None is connected, so no live payment can be taken. Connect one below; the sandbox goes on beside
          it.
        </p>
      )}
      <ol className="providers">
        {order.map((provider, index) => {
          const row = rows.find((one) => one.provider === provider);
          const handle = isMovable
            ? {
                ...handleOf(provider),
                'aria-label': `Move ${labelOf(provider)}, ${index + 1} of ${order.length}`,
              }
            : undefined;
          const isHeld = heldKey === provider;
          return (
            row && (
              <OfferedRow key={provider} row={row} handle={handle} isHeld={isHeld} mayChange={mayChange} />
            )
          );
        })}
      </ol>
      {unoffered.length > 0 && (
        <>
          <h3 className="sub-head">Not offered to buyers</h3>
          <ul className="providers providers-off">
            {unoffered.map((row) => (
              <UnofferedRow key={row.provider} row={row} mayChange={mayChange} />
            ))}
          </ul>
        </>
      )}
      <p className="screen-reader" role="status">
        {said}
      </p>
    </section>
  );
}
