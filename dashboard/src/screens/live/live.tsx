import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { sentenceOf } from '@/api/client.ts';
import { liveChecklistQuery, sayKeysBackedUp } from '@/api/providers.ts';
import { switchMode, useMode } from '@/mode.ts';
import { sendsMails } from '@/platform.ts';
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

/** Leads to where the item is done; what only the operator can do is looked at again. */
function NextStep({ item, isNext }: { readonly item: Item; readonly isNext: boolean }) {
  const may = useMay('admin');
  if (!may || item.done) return null;
  const look = isNext ? 'primary' : 'secondary';
  if (item.item === 'public_address') return <AgainButton look={look} />;
  if (item.item === 'keys_backed_up') return <KeysButton look={look} />;
  const { section, word } = placeOf(item.item);
  return (
    <Link to="/settings/$section" params={{ section }} className={`button button-${look} button-small`}>
      {word}
    </Link>
  );
}

function placeOf(item: Exclude<Item['item'], 'public_address' | 'keys_backed_up'>) {
  if (item === 'provider') return { section: 'providers', word: 'Connect' };
  if (item === 'support') return { section: 'branding', word: 'Add' };
  // Without a server mails lie in the mailbox; with one, the first that is sent proves it.
  return sendsMails ? { section: 'team', word: 'Invite' } : { section: 'mailbox', word: 'Mailbox' };
}

type Look = { readonly look: 'primary' | 'secondary' };

function AgainButton({ look }: Look) {
  const { refetch, isFetching } = useQuery(liveChecklistQuery);
  return (
    <Button size="small" look={look} busy={isFetching} onClick={() => void refetch()}>
      Check again
    </Button>
  );
}

/** Only a person knows that copies of the keys lie elsewhere. */
function KeysButton({ look }: Look) {
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
      <button
        type="button"
        role="switch"
        className="switch"
        aria-checked={isLive}
        aria-labelledby="live-name"
        aria-describedby="live-why"
        aria-disabled={!may || !isLive}
        onClick={() => may && isLive && setLeaving(true)}
      />
      <div>
        <h2 id="live-name">Take live payments</h2>
        <p id="live-why">{whyOf(isLive, may)}</p>
      </div>
      {isLive && mode !== 'live' && (
        <Button look="primary" onClick={show}>
          Show live
        </Button>
      )}
      <Suspense>{isLeaving && <SwitchOffDialog onClose={() => setLeaving(false)} />}</Suspense>
    </section>
  );
}

function whyOf(isLive: boolean, may: boolean): string {
  if (!isLive)
    return 'Opens with the first provider that is connected for live. Until then nobody can be charged.';
  const what = 'Buyers of live links are charged real money. Sandbox links stay test links.';
  return may ? what : `${what} Owners and admins can switch it off.`;
}
