import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { sentenceOf } from '@/api/client.ts';
import { liveChecklistQuery, sayKeysBackedUp } from '@/api/providers.ts';
import { switchMode, useMode } from '@/mode.ts';
import { Button } from '@/ui/button.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Card, Page } from '@/ui/page.tsx';
import { part } from '@/ui/part.tsx';
import { StepMark } from '@/ui/step-mark.tsx';
import { showToast } from '@/ui/toast.tsx';
import { useMay } from '@/use-account.ts';
import { useLive } from '@/use-live.ts';
import type { LiveChecklist } from '../../../../src/platform/contract/connections.ts';

const SwitchOffDialog = part(() =>
  import('./switch-off-dialog.tsx').then(({ SwitchOffDialog }) => SwitchOffDialog),
);

type Item = LiveChecklist[number];

const names: Readonly<Record<Item['item'], string>> = {
  public_address: 'Public address',
  mail: 'Mail works',
  provider: 'A provider is connected',
  keys_backed_up: 'Keys backed up',
  support: 'Terms and support address',
};

/** What stands before real money, and what changes with it. */
export function LiveScreen() {
  const { data, error, refetch } = useQuery(liveChecklistQuery);
  return (
    <Page name="Go live" parent={{ to: '/', label: 'Home' }} crumb="Go live">
      <div className="columns">
        <div className="stack">
          {error && !data && <Failure error={error} retry={() => void refetch()} />}
          {!data && !error && (
            <div className="card">
              <SkeletonRows rows={5} />
            </div>
          )}
          {data && <Checklist items={data} />}
          <LiveCard />
        </div>
        <div className="stack">
          <Card title="What changes">
            <ul className="changes">
              {changes.map(([name, text]) => (
                <li key={name}>
                  <h3>{name}</h3>
                  <p>{text}</p>
                </li>
              ))}
            </ul>
          </Card>
        </div>
      </div>
    </Page>
  );
}

const changes = [
  [
    'Real money, real buyers',
    'Live links take payments with what is connected for live. Test cards are refused there.',
  ],
  ['Two separate books', 'Test payments stay in the sandbox and never appear in live figures.'],
  ['Your own keys', 'Live has its own API keys and webhook. The sandbox keeps working beside it.'],
  [
    'Back at any time',
    'Switch off, and no new payment begins. Payments under way are finished, refunds stay possible.',
  ],
] as const;

function Checklist({ items }: { readonly items: LiveChecklist }) {
  const done = items.filter((item) => item.done).length;
  const next = items.find((item) => !item.done);
  return (
    <Card
      title="Before real money"
      corner={
        <span className="row">
          <Ticks items={items} />
          <span className="number soft">
            {done} of {items.length}
          </span>
        </span>
      }
      flush
    >
      <ol className="steps steps-big">
        {items.map((item) => (
          <li key={item.item} className={item.done ? 'is-done' : item === next ? 'is-next' : undefined}>
            <StepMark isDone={item.done} />
            <div>
              {names[item.item]}
              <span className="screen-reader">{item.done ? ': done' : ': open'}</span>
              <p>{item.detail}</p>
            </div>
            <NextStep item={item} isNext={item === next} />
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Ticks({ items }: { readonly items: LiveChecklist }) {
  const done = items.filter((item) => item.done).length;
  return (
    <svg width={items.length * 11} height="20" aria-hidden="true">
      {items.map((item, index) => (
        <rect
          key={item.item}
          className={index < done ? 'tick-solid' : 'tick-left'}
          x={0.5 + index * 11}
          y=".5"
          width="7"
          height="19"
          rx="2"
        />
      ))}
    </svg>
  );
}

function NextStep({ item, isNext }: { readonly item: Item; readonly isNext: boolean }) {
  const navigate = useNavigate();
  const may = useMay('admin');
  if (!may || item.done) return null;
  const look = isNext ? 'primary' : 'secondary';
  const open = (section: string) => void navigate({ to: '/settings/$section', params: { section } });
  if (item.item === 'provider') {
    return (
      <Button size="small" look={look} onClick={() => open('providers')}>
        Connect
      </Button>
    );
  }
  if (item.item === 'mail') {
    return (
      <Button size="small" look={look} onClick={() => open('mailbox')}>
        Mailbox
      </Button>
    );
  }
  if (item.item === 'support') {
    return (
      <Button size="small" look={look} onClick={() => open('branding')}>
        Add
      </Button>
    );
  }
  return item.item === 'keys_backed_up' ? <KeysButton look={look} /> : null;
}

/** Only a person knows that copies of the keys lie elsewhere. */
function KeysButton({ look }: { readonly look: 'primary' | 'secondary' }) {
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => sayKeysBackedUp(true),
    onError: (error) => showToast(sentenceOf(error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: liveChecklistQuery.queryKey }),
  });
  return (
    <Button size="small" look={look} busy={isPending} onClick={() => mutate()}>
      They are
    </Button>
  );
}

/** Whether real money is taken, and how to look at it or stop it. */
function LiveCard() {
  const { isLive } = useLive();
  const mode = useMode();
  const navigate = useNavigate();
  const may = useMay('admin');
  const [isLeaving, setLeaving] = useState(false);
  const show = () => {
    switchMode('live');
    void navigate({ to: '/' });
  };
  return (
    <section className="card live-card">
      <div>
        <h2>{isLive ? 'Live payments are taken' : 'Take live payments'}</h2>
        <p>
          {isLive
            ? 'Buyers of live links are charged real money. Sandbox links stay test links.'
            : 'Opens with the first provider that is connected for live. Until then nobody can be charged.'}
        </p>
      </div>
      {isLive && (
        <div className="row wrap">
          {mode !== 'live' && (
            <Button look="primary" onClick={show}>
              Show live
            </Button>
          )}
          {may && (
            <Button aria-haspopup="dialog" onClick={() => setLeaving(true)}>
              Switch off
            </Button>
          )}
        </div>
      )}
      <Suspense>{isLeaving && <SwitchOffDialog onClose={() => setLeaving(false)} />}</Suspense>
    </section>
  );
}
