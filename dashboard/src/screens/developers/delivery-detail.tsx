import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { sentenceOf } from '@/api/client.ts';
import { resendDelivery, webhookKey } from '@/api/webhooks.ts';
import { formatMoment, formatTimeToSecond } from '@/lib/dates.ts';
import { readableJson } from '@/lib/event-words.ts';
import { Button } from '@/ui/button.tsx';
import { useCopy } from '@/ui/copy.tsx';
import { showToast } from '@/ui/toast.tsx';
import { useMay, useZone } from '@/use-account.ts';
import type { DeliveryAnswer } from '../../../../src/platform/contract/webhooks.ts';
import { asCurl, durationInWords, messageOf } from './delivery-words.ts';
import { Outcome } from './outcome.tsx';
import { Tries } from './tries.tsx';

/** Everything about one delivery: the plan, what was sent, what was answered, and sending it again. */
export function DeliveryDetail({ delivery }: { readonly delivery: DeliveryAnswer }) {
  const zone = useZone();
  const { attempts, planned_attempts: planned, request, response } = delivery;
  const last = attempts.at(-1);
  return (
    <section className="delivery" aria-label={`Delivery ${delivery.id}`}>
      <div className="delivery-head">
        <h3>{headline(delivery, zone)}</h3>
        <span className="row">
          <CopyCurl delivery={delivery} />
          <Resend key={delivery.id} delivery={delivery} />
        </span>
      </div>
      <Tries delivery={delivery} zone={zone} />
      {last?.error && <p className="soft">{last.error}</p>}
      {planned.length > 1 && (
        <p className="hint">
          Later times move by up to a fifth, so that receivers are not all asked at once. “Resend” sends now
          and leaves the plan as it is.
        </p>
      )}
      <div className="delivery-two">
        <div>
          <h4>Request</h4>
          {request ? (
            <Message
              name="Request"
              text={messageOf(
                `POST ${pathOf(request.url)}`,
                request.headers,
                request.is_cut ? request.body : readableJson(request.body),
              )}
            />
          ) : (
            <p className="hint">Nothing was sent yet.</p>
          )}
          <p className="hint">
            {request?.is_cut && 'The first 16 KB are shown. '}
            <Link
              to="/developers/$section"
              params={{ section: 'events' }}
              search={{ open: delivery.event_id }}
            >
              The event
            </Link>{' '}
            <code>{delivery.event_id}</code>
          </p>
        </div>
        <div>
          <h4>
            {last
              ? `Response to try ${attempts.length}, after ${durationInWords(last.duration_ms)}`
              : 'Response'}
          </h4>
          {response ? (
            <Message
              name="Response"
              text={messageOf(String(response.status), response.headers, response.body)}
            />
          ) : (
            <p className="hint">{last ? 'No answer came.' : 'Nothing was answered yet.'}</p>
          )}
          {response?.is_cut && <p className="hint">The first 16 KB are kept.</p>}
        </div>
      </div>
    </section>
  );
}

function headline(
  { attempts, planned_attempts: planned, status, finished_at: finished }: DeliveryAnswer,
  zone: string,
) {
  const count = attempts.length + planned.length;
  const [next] = planned;
  if (next) {
    const when = formatTimeToSecond(new Date(next), zone);
    return attempts.length === 0 ? `On its way` : `${attempts.length} of ${count} tries, next at ${when}`;
  }
  const tries = `${attempts.length} ${attempts.length === 1 ? 'try' : 'tries'}`;
  const end = { delivered: 'delivered', failed: 'given up', canceled: 'canceled', pending: 'on its way' }[
    status
  ];
  return finished ? `${tries}, ${end} ${formatMoment(new Date(finished), zone)}` : tries;
}

function Resend({ delivery }: { readonly delivery: DeliveryAnswer }) {
  const may = useMay('admin');
  const queryClient = useQueryClient();
  const [sentId, setSentId] = useState<string>();
  const { mutate, isPending } = useMutation({
    mutationFn: () => resendDelivery(delivery.id),
    onSuccess: ({ delivery_id: id }) => {
      setSentId(id);
      void queryClient.invalidateQueries({ queryKey: webhookKey });
    },
    onError: (error) => showToast(sentenceOf(error)),
  });
  if (!may) return <span className="hint">Admins and owners can resend it.</span>;
  return (
    <>
      <Button size="small" icon="again" busy={isPending} onClick={() => mutate()}>
        Resend
      </Button>
      {sentId && (
        <span className="delivery-outcome">
          <Outcome key={sentId} sent={{ deliveryId: sentId }} what="The event" />
        </span>
      )}
    </>
  );
}

function CopyCurl({ delivery }: { readonly delivery: DeliveryAnswer }) {
  const command = asCurl(delivery);
  const { copied, copy } = useCopy(command ?? '', 'Copied. Run it in a terminal to send the same request.');
  if (!command) return null;
  return (
    <Button size="small" look="quiet" icon={copied ? 'check' : 'copy'} onClick={copy}>
      Copy as curl
    </Button>
  );
}

function Message({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <section aria-label={name}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <pre className="message" tabIndex={0} dir="ltr">
        <code>{text}</code>
      </pre>
    </section>
  );
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
