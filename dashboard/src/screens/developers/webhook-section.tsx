import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { sentenceOf } from '@/api/client.ts';
import { watchMs } from '@/api/payment-links.ts';
import { endpointQuery, sendTestEvent, webhookKey } from '@/api/webhooks.ts';
import { useKeptDraft } from '@/forms/use-kept-draft.ts';
import { formatMoment, formatMomentAlone } from '@/lib/dates.ts';
import { eventTypes } from '@/lib/event-words.ts';
import { useMode } from '@/mode.ts';
import { Button } from '@/ui/button.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Card, Facts } from '@/ui/page.tsx';
import { part } from '@/ui/part.tsx';
import { EndpointPill } from '@/ui/pill.tsx';
import { showToast } from '@/ui/toast.tsx';
import { useMay, useZone } from '@/use-account.ts';
import type { DeliveryAttempt, WebhookAnswer } from '../../../../src/platform/contract/webhooks.ts';
import { AttemptBars } from './attempt-bars.tsx';
import { useDeliveries } from './delivery-list.tsx';
import { DeliveryTable } from './delivery-table.tsx';
import { answerOf, durationInWords } from './delivery-words.ts';
import { Outcome } from './outcome.tsx';
import { ResendWaiting } from './resend-waiting.tsx';
import { SecretOnce } from './secret-once.tsx';
import { endpointDraft, hearsAll, switchEndpoint } from './switch-endpoint.ts';

// Read once, when a receiver is written.
const SignatureCard = part(() => import('./signature-code.tsx').then(({ SignatureCard }) => SignatureCard));
const EndpointForm = part(() => import('./endpoint-form.tsx').then(({ EndpointForm }) => EndpointForm));
const DisableDialog = part(() => import('./endpoint-dialogs.tsx').then(({ DisableDialog }) => DisableDialog));
const RemoveDialog = part(() => import('./endpoint-dialogs.tsx').then(({ RemoveDialog }) => RemoveDialog));
const RotateDialog = part(() => import('./endpoint-dialogs.tsx').then(({ RotateDialog }) => RotateDialog));

/** Where the merchant's server hears about events of the mode, and how it does. */
export function WebhookSection() {
  const mode = useMode();
  const { data, error, refetch } = useQuery({ ...endpointQuery(), refetchInterval: watchMs });
  if (!data) {
    return (
      <Card title="Webhook endpoint">
        {error ? <Failure error={error} retry={() => void refetch()} /> : <SkeletonRows rows={3} />}
      </Card>
    );
  }
  return <WebhookOf key={mode} endpoint={data} />;
}

type Shown = { readonly secret: string; readonly until?: string };

function WebhookOf({ endpoint }: { readonly endpoint: WebhookAnswer }) {
  const zone = useZone();
  const [shown, setShown] = useState<Shown>();
  const note = shown?.until
    ? `Both secrets sign until ${formatMoment(new Date(shown.until), zone)}, so put this one on your server before that.`
    : 'Your server verifies with it that an event comes from here. Keep it where you keep passwords.';
  return (
    <>
      {shown && <SecretOnce secret={shown.secret} note={note} onDone={() => setShown(undefined)} />}
      {endpoint.url === null ? (
        <FirstEndpoint endpoint={endpoint} onSaved={(secret) => secret && setShown({ secret })} />
      ) : (
        <EndpointCard
          endpoint={endpoint}
          url={endpoint.url}
          onSecret={(secret, until) => setShown({ secret, until })}
        />
      )}
      {endpoint.url !== null && <LatestDeliveries />}
      <SignatureCard />
    </>
  );
}

type FirstProps = {
  readonly endpoint: WebhookAnswer;
  readonly onSaved: (secret: string | undefined) => void;
};

function FirstEndpoint(props: FirstProps) {
  const may = useMay('admin');
  const mode = useMode();
  return (
    <Card title="Webhook endpoint" flush>
      <div className="way-out">
        <div>
          {may ? (
            <EndpointForm {...props} />
          ) : (
            <p className="soft">No address is set for {mode} events yet. Owners and admins can set one.</p>
          )}
        </div>
        <div>
          <h3>What your server hears</h3>
          <dl className="kinds">
            {Object.entries(eventTypes).map(([type, { name, told }]) => (
              <div key={type}>
                <dt>{name}</dt>
                <dd>{told}</dd>
              </div>
            ))}
          </dl>
          <p className="hint">
            An event that does not arrive is tried again for three days.{' '}
            {mode === 'sandbox'
              ? 'The sandbox and live have an address and a secret each.'
              : 'Live has an address and a secret of its own.'}
          </p>
        </div>
      </div>
    </Card>
  );
}

type EndpointCardProps = {
  readonly endpoint: WebhookAnswer;
  readonly url: string;
  readonly onSecret: (secret: string, until: string) => void;
};

type Asked = 'rotate' | 'disable' | 'remove';

function EndpointCard({ endpoint, url, onSecret }: EndpointCardProps) {
  const may = useMay('admin');
  const zone = useZone();
  const isHalfTyped = useKeptDraft(endpointDraft(useMode())) !== undefined;
  const [isEditing, setEditing] = useState(isHalfTyped && may);
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const trouble = troubleOf(endpoint);
  const state = endpoint.enabled ? (trouble ? 'failing' : 'on') : 'off';
  return (
    <section className="card" aria-labelledby="endpoint-heading">
      <div className="card-head">
        <h2 id="endpoint-heading">Webhook endpoint</h2>
        <EndpointPill state={state} />
      </div>
      <div className="way-out">
        <div>
          {isEditing ? (
            <EndpointForm
              endpoint={endpoint}
              onCancel={() => setEditing(false)}
              onSaved={() => {
                setEditing(false);
                showToast('Saved the webhook.');
              }}
            />
          ) : (
            <>
              <div className="link-bar endpoint-address">
                <code className="clip" title={url}>
                  {url}
                </code>
                {may && (
                  <Button look="quiet" size="small" icon="edit" onClick={() => setEditing(true)}>
                    Edit
                  </Button>
                )}
              </div>
              <AttemptBars attempts={endpoint.recent_attempts} zone={zone} />
              <EndpointFacts endpoint={endpoint} onRotate={may ? () => setAsked('rotate') : undefined} />
            </>
          )}
        </div>
        <div>
          <WayOut endpoint={endpoint} trouble={trouble} />
        </div>
      </div>
      <div className="card-foot spread">
        {may ? (
          <span className="button-row">
            {endpoint.enabled && (
              <Button size="small" onClick={() => setAsked('disable')}>
                Disable
              </Button>
            )}
            <Button size="small" onClick={() => setAsked('remove')}>
              Remove
            </Button>
          </span>
        ) : (
          <span>Owners and admins can change it, send tests and resend.</span>
        )}
      </div>
      {asked === 'rotate' && <RotateDialog endpoint={endpoint} onClose={close} onRotated={onSecret} />}
      {asked === 'disable' && <DisableDialog endpoint={endpoint} onClose={close} />}
      {asked === 'remove' && <RemoveDialog endpoint={endpoint} onClose={close} />}
    </section>
  );
}

type FactsProps = { readonly endpoint: WebhookAnswer; readonly onRotate: (() => void) | undefined };

function EndpointFacts({ endpoint, onRotate }: FactsProps) {
  const zone = useZone();
  const last = endpoint.recent_attempts.at(-1);
  const success = endpoint.recent_attempts.findLast(({ error }) => error === null);
  const overlap = endpoint.previous_secret_expires_at;
  const told = (attempt: DeliveryAttempt | undefined) =>
    attempt ? formatMoment(new Date(attempt.attempted_at), zone) : '';
  return (
    <Facts
      rows={[
        ['Events', eventsInWords(endpoint)],
        [
          'Signing secret',
          <span key="secret" className="secret-fact">
            <code>whsec_••••</code>
            {onRotate && (
              <button type="button" className="text-button" onClick={onRotate}>
                Rotate secret
              </button>
            )}
            {overlap && (
              <span className="sub">
                Old and new both sign until {formatMoment(new Date(overlap), zone)}.
              </span>
            )}
          </span>,
        ],
        ['Last answer', last ? `${answerOf(last)}, ${told(last)}` : 'none yet'],
        [
          'Last success',
          success ? `${told(success)}, in ${durationInWords(success.duration_ms)}` : 'none yet',
        ],
      ]}
    />
  );
}

function eventsInWords({ events }: WebhookAnswer): string {
  if (hearsAll(events)) return 'all kinds';
  const names = events.filter((type) => type !== 'webhook.test').map((type) => eventTypes[type].name);
  return [...names, 'Tests'].join(', ');
}

type Trouble = { readonly since: string; readonly error: string | null };

/** Since when attempts fail, unless the latest succeeded. */
function troubleOf({ recent_attempts: attempts, failing_since: since }: WebhookAnswer): Trouble | undefined {
  const last = attempts.at(-1);
  if (!last) return since ? { since, error: null } : undefined;
  if (last.error === null) return undefined;
  const good = attempts.findLastIndex(({ error }) => error === null);
  return { since: attempts[good + 1]?.attempted_at ?? last.attempted_at, error: last.error };
}

type WayOutProps = { readonly endpoint: WebhookAnswer; readonly trouble: Trouble | undefined };

/** What to do about the endpoint, as it stands: try it, mend it, or switch it on again. */
function WayOut({ endpoint, trouble }: WayOutProps) {
  const zone = useZone();
  const may = useMay('admin');
  if (!endpoint.enabled) return <SwitchedOff endpoint={endpoint} />;
  if (!trouble) {
    return (
      <div className="stack">
        <div>
          <h3>Try it</h3>
          <p className="hint">
            A test event takes the way of every other one, retries included, and changes nothing.
          </p>
        </div>
        {may && <TestEvent look={endpoint.recent_attempts.length === 0 ? 'primary' : 'secondary'} />}
      </div>
    );
  }
  return (
    <div className="stack">
      <div>
        <h3>The way out</h3>
        <p className="hint">
          Failing since {formatMoment(new Date(trouble.since), zone)}. {waitingInWords(endpoint.waiting)}
        </p>
      </div>
      <ol className="way-steps">
        <Step title="Mend the receiver">{trouble.error} Any 2xx within 10 seconds counts.</Step>
        <Step title="Try it" isNow act={may && <TestEvent look="primary" />}>
          A test event takes the same way and changes nothing.
        </Step>
        <Step
          title="Send what waits"
          act={may && endpoint.waiting > 0 && <ResendWaiting count={endpoint.waiting} />}
        >
          Oldest first, one after the other. Or do nothing: each is tried again by itself.{' '}
          <Link to="/developers/$section" params={{ section: 'deliveries' }} search={{ status: 'failed' }}>
            Those that were given up
          </Link>
        </Step>
      </ol>
    </div>
  );
}

function waitingInWords(count: number): string {
  if (count === 0) return 'Nothing waits.';
  if (count === 1) return 'One event waits. Nothing is lost.';
  return `${count >= mostCounted ? `${mostCounted} or more` : count} events wait. Nothing is lost.`;
}

const mostCounted = 1_000;

function SwitchedOff({ endpoint }: { readonly endpoint: WebhookAnswer }) {
  const zone = useZone();
  const may = useMay('admin');
  const isGone = endpoint.disabled_reason === 'gone';
  const when = endpoint.updated_at ? formatMomentAlone(new Date(endpoint.updated_at), zone) : '';
  return (
    <div className="stack">
      <div>
        <h3>{isGone ? 'Disabled, because your server answered 410' : 'Disabled'}</h3>
        <p className="hint">{when}. Events are still written; nothing is sent.</p>
      </div>
      <ol className="way-steps">
        {isGone && (
          <Step title="Mend the receiver">
            410 says that nobody listens at this address any more. Any 2xx within 10 seconds counts as
            received.
          </Step>
        )}
        <Step title="Enable it again" isNow act={may && <EnableButton endpoint={endpoint} />}>
          It hears of what happens from then on.
        </Step>
        <Step title="Catch up">
          <Link to="/developers/$section" params={{ section: 'deliveries' }} search={{ status: 'failed' }}>
            What was given up
          </Link>{' '}
          can be resent one by one; what happened meanwhile is among the{' '}
          <Link to="/developers/$section" params={{ section: 'events' }}>
            events
          </Link>
          .
        </Step>
      </ol>
    </div>
  );
}

type StepProps = {
  readonly title: string;
  readonly isNow?: boolean;
  readonly act?: ReactNode;
  readonly children: ReactNode;
};

function Step({ title, isNow, act, children }: StepProps) {
  return (
    <li className={isNow ? 'is-now' : undefined}>
      <div>
        <b>{title}</b>
        <p>{children}</p>
      </div>
      {act}
    </li>
  );
}

function EnableButton({ endpoint }: { readonly endpoint: WebhookAnswer }) {
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => switchEndpoint(endpoint, true),
    onSuccess: () => showToast('Enabled. It hears of what happens from now on.'),
    onError: (error) => showToast(sentenceOf(error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: webhookKey }),
  });
  return (
    <Button look="primary" size="small" busy={isPending} onClick={() => mutate()}>
      Enable
    </Button>
  );
}

/** Sends an event that says nothing, and shows at once what came of it. */
function TestEvent({ look }: { readonly look: 'primary' | 'secondary' }) {
  const queryClient = useQueryClient();
  const { mutate, data, isPending } = useMutation({
    mutationFn: sendTestEvent,
    onError: (error) => showToast(sentenceOf(error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: webhookKey }),
  });
  return (
    <>
      <Button look={look} size="small" icon="arrowRight" busy={isPending} onClick={() => mutate()}>
        Send test event
      </Button>
      {data && (
        <div className="way-outcome">
          <Outcome key={data.event_id} sent={{ eventId: data.event_id }} what="The test event" />
        </div>
      )}
    </>
  );
}

function LatestDeliveries() {
  const zone = useZone();
  const { data } = useDeliveries({ limit: 5 });
  if (!data || data.results.length === 0) return null;
  return (
    <section className="card" aria-labelledby="latest-heading">
      <div className="card-head">
        <h2 id="latest-heading">Latest deliveries</h2>
        <Link to="/developers/$section" params={{ section: 'deliveries' }}>
          All deliveries
        </Link>
      </div>
      <DeliveryTable deliveries={data.results} zone={zone} search={{}} />
    </section>
  );
}
