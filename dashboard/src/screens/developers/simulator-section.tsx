import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { sentenceOf } from '@/api/client.ts';
import { changeSimulator, simulatorQuery } from '@/api/simulator.ts';
import { useMode } from '@/mode.ts';
import { Button } from '@/ui/button.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Notice } from '@/ui/notice.tsx';
import { Card } from '@/ui/page.tsx';
import { showToast } from '@/ui/toast.tsx';
import { useMay } from '@/use-account.ts';
import { testCardNumber } from '../../../../src/platform/contract/test-cards.ts';
import { cardFaults, playedFaults } from './fault-words.ts';
import { FaultsCard } from './faults-card.tsx';
import { FireCard } from './fire-card.tsx';

/** What providers do wrong now and then, played in the sandbox. */
export function SimulatorSection() {
  const mode = useMode();
  const may = useMay('admin');
  if (mode === 'live') {
    return (
      <Notice tone="neutral" title="Live payments know no simulator">
        Real providers do what they do. Switch to the sandbox to see how payments end when a notification is
        late, lost, doubled or out of order.
      </Notice>
    );
  }
  if (!may) {
    return (
      <Notice tone="neutral" title="Admins and owners play faults">
        Ask one of them to try how a payment ends when a notification is late, lost, doubled or out of order.
      </Notice>
    );
  }
  return <Simulator />;
}

function Simulator() {
  const { data, error, refetch } = useQuery(simulatorQuery);
  const played = data ? playedFaults(data) : [];
  return (
    <>
      {played.length > 0 && <PlayedBand played={played} />}
      <div className="columns-simulator">
        <div>
          {data ? (
            <FaultsCard key={JSON.stringify(data)} settings={data} />
          ) : (
            <Card title="What goes wrong">
              {error ? <Failure error={error} retry={() => void refetch()} /> : <SkeletonRows />}
            </Card>
          )}
        </div>
        <div>
          <FireCard />
          <Card title="What test cards play">
            <ul className="test-cards">
              {cardFaults.map(([scenario, outcome]) => (
                <li key={scenario}>
                  <code>{testCardNumber(scenario)}</code>
                  <span>{outcome}</span>
                </li>
              ))}
            </ul>
          </Card>
        </div>
      </div>
    </>
  );
}

/** Stays in sight while anything is played, with the way to end it. */
function PlayedBand({ played }: { readonly played: readonly string[] }) {
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => changeSimulator({}),
    onSuccess: (settings) => {
      queryClient.setQueryData(simulatorQuery.queryKey, settings);
      showToast('Turned all faults off.');
    },
    onError: (error) => showToast(sentenceOf(error)),
  });
  return (
    <Notice
      tone="warning"
      title={played.length === 1 ? 'A fault is on' : `${played.length} faults are on`}
      action={
        <Button size="small" busy={isPending} onClick={() => mutate()}>
          Turn all off
        </Button>
      }
    >
      {played.join(', ')}. Sandbox payments and refunds from now on meet {played.length === 1 ? 'it' : 'them'}
      .
    </Notice>
  );
}
