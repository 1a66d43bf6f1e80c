import { overMs, pausesMs } from '#messaging/webhooks/deliveries/delivery.ts';
import { publicEventTypes } from '#platform/contract/events.ts';
import { signatureRecipes } from '#platform/contract/signature-recipes.ts';
import { Code, FoldedCode, Json } from '../components/code.tsx';
import { sentence } from '../components/prose.tsx';
import { eventExamples } from './event-examples.ts';
import type { GuideProps } from './guide.ts';
import { plainRecipe, standardRecipe } from './signature-recipes.ts';

const headers = [
  ['X-Webhook-Event', 'The type of the event.'],
  ['X-Webhook-Delivery-Id', 'The same over automatic retries, new for a resend by hand.'],
  ['X-Webhook-Timestamp', 'Unix seconds of this attempt.'],
  [
    'X-Webhook-Signature',
    'The word sha256= and the hex HMAC-SHA256 of the raw body, keyed with the whole secret.',
  ],
  ['X-Webhook-Signature-Previous', 'The same by the former secret, for 24 hours after a rotation.'],
  [
    'webhook-id, webhook-timestamp, webhook-signature',
    'The set of Standard Webhooks; webhook-id is the event_id.',
  ],
] as const;

/** How events arrive, and in which order they may. */
export function Webhooks(_: GuideProps) {
  return (
    <>
      <div class="entry-words">
        <p>
          <a href="#put-api-organization-webhook">Set an address</a>, and every event is sent there as POST.
          The first answer holds the secret, this once. Answer 2xx within ten seconds; do the work afterwards.
        </p>
        <dl class="pairs">
          <dt>At least once</dt>
          <dd>
            An event may come twice. Its <code>event_id</code> and its bytes are the same each time.
          </dd>
          <dt>In any order</dt>
          <dd>
            <code>sequence</code> counts 1, 2, 3… without gaps per transaction: ignore one that is not greater
            than the last you saw.
          </dd>
          <dt>Tried for {overMs / dayMs} days</dt>
          <dd>
            After about {pausesMs.slice(0, -1).map(inUnits).join(', ')}, then every{' '}
            {inUnits(pausesMs.at(-1) ?? 0)}. Then it has failed, you get a mail, and you can{' '}
            <a href="#get-api-organization-webhook-deliveries">resend</a> it.
          </dd>
          <dt>Your 410</dt>
          <dd>Switches the endpoint off. Redirects are not followed.</dd>
        </dl>
        <p>
          Or pull: <a href="#get-api-events">events</a> in commit order, so that a reader that remembers its
          position misses nothing.
        </p>
        <h4>Headers</h4>
        <dl class="pairs stacked">
          {headers.map(([name, meaning]) => (
            <>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>{meaning}</dd>
            </>
          ))}
        </dl>
      </div>
      <div class="entry-code">
        <Code label="A delivery">{delivery}</Code>
      </div>
    </>
  );
}

const delivery = `POST /hooks/payments HTTP/1.1
Content-Type: application/json
X-Webhook-Event: transaction.status_changed
X-Webhook-Delivery-Id: 019a61f2-7c40-7d3e-9b52-e50000000002
X-Webhook-Timestamp: 1779453067
X-Webhook-Signature: sha256=9c1f…e07a
webhook-id: ${String(eventExamples['transaction.status_changed'].payload.event_id)}
webhook-timestamp: 1779453067
webhook-signature: v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=

{"event":"transaction.status_changed", …}`;

const languages = new Intl.ListFormat('en').format(signatureRecipes.map(({ label }) => label));

export function Verify(_: GuideProps) {
  return (
    <>
      <div class="entry-words">
        <p>
          Anybody can send a POST to your address. Verify each one over the bytes as they came, before a JSON
          parser touches them. Take the first recipe that you can.
        </p>
        <h4>With a library of Standard Webhooks</h4>
        <p>
          There is one for most languages. It checks <code>webhook-signature</code>, which also covers the
          time, so that an old request cannot be sent again. While a secret is being rotated the header
          carries both signatures, and either secret passes.
        </p>
        <h4>Without a library</h4>
        <p>
          The same by what the language brings along, in {languages}: id, time and body are signed, and
          nothing older than five minutes passes.
        </p>
        <h4>By the plain header</h4>
        <p>
          <code>X-Webhook-Signature</code> is keyed with the whole secret, <code>whsec_</code> included, as
          UTF-8. It gives no protection against replays: remember each <code>event_id</code>, or use another
          recipe.
        </p>
      </div>
      <div class="entry-code">
        <Code label="With a library, Node">{standardRecipe}</Code>
        {signatureRecipes.map(({ id, label, code }) => (
          <FoldedCode key={id} group="recipes" open={id === 'node'} label={`Without a library, ${label}`}>
            {code}
          </FoldedCode>
        ))}
        <Code label="By the plain header, Node">{plainRecipe}</Code>
      </div>
    </>
  );
}

export function Events({ objects }: GuideProps) {
  const attempt = objects.all.find(({ name }) => name === 'attempt');
  return (
    <>
      {publicEventTypes.map((type) => (
        <div class="event" key={type} id={`event-${type.replace('.', '-')}`}>
          <div class="entry-words">
            <h4>
              <code>{type}</code>
            </h4>
            <p>{sentence(eventExamples[type].tells)}</p>
            {attempt && type === 'transaction.status_changed' && (
              <p>
                Entries of <code>depositAttempts</code> are <a href={`#${attempt.id}`}>attempts</a>;{' '}
                <code>amount</code> is what you get, <code>gross_amount</code> what the buyer paid.
              </p>
            )}
          </div>
          <div class="entry-code">
            <Json label={type} value={eventExamples[type].payload} />
          </div>
        </div>
      ))}
    </>
  );
}

const dayMs = 86_400_000;

/** `5 s`, `2 min`, `10 h`: whole ones of the largest unit that fits. */
function inUnits(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3600 ? `${seconds / 60} min` : `${seconds / 3600} h`;
}
