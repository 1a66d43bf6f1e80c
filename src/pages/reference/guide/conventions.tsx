import type { Limit } from '#platform/http/rate-limiter.ts';
import { exportsAtOnce, requestLimits } from '#platform/http/request-limits.ts';
import { Code, Json } from '../components/code.tsx';
import type { GuideProps } from './guide.ts';

/** How money, times, ids and fields are written. */
export function Conventions(_: GuideProps) {
  return (
    <div class="entry-words">
      <h4 id="money">Money and rates</h4>
      <p>
        An amount is a decimal string with exactly two digits, <code>"29.99"</code>, beside its currency,{' '}
        <code>USD</code> or <code>EUR</code>. You may send a string with up to two decimals or a JSON number
        whose value has at most two. Anything finer, an exponent, a negative amount, zero where a price is
        asked, or more than 9,999,999.99 is <a href="#invalid_amount">400</a>. No amount is ever rounded
        silently.
      </p>
      <p>
        A tax rate is a percentage from 0 to 100: send up to three decimals, <code>"19.6"</code>, and read
        three, <code>"19.600"</code>.
      </p>
      <h4 id="times">Times</h4>
      <p>
        RFC 3339 in UTC, <code>2026-05-22T12:28:00.000Z</code>. What you send needs an offset: a time without
        one is <a href="#invalid_time">400</a>. Only <code>expires_at</code> of a checkout is a Unix timestamp
        in whole seconds.
      </p>
      <h4 id="ids">Ids</h4>
      <p>
        Ids begin with what they name: <code>prod_</code>, <code>chk_</code>, <code>evt_</code>; payment links
        and webhook deliveries are UUIDs; transactions (<code>TX…</code>) and refunds (<code>RF…</code>) can
        be read aloud. A transaction also has a <code>number</code>, which works in its place. An id that is
        unknown, malformed or another organization’s is 404 in a path, and 400 naming the field in a body.
      </p>
      <h4 id="fields">Fields</h4>
      <p>
        A field that is not known is <a href="#unknown_field">refused</a>, so that a typing mistake never
        changes a price. <code>null</code> clears an optional field; a field that is left out of a PATCH
        stays. <code>metadata</code> is replaced whole.
      </p>
    </div>
  );
}

export function Lists({ publicUrl }: GuideProps) {
  return (
    <>
      <div class="entry-words">
        <p>
          A list answers newest first, a page at a time: <code>limit</code> 1–100, 25 by default. Follow{' '}
          <code>next</code> until it is null. Rows that are made meanwhile neither repeat nor hide others.{' '}
          <a href="#get-api-events">Events</a> are the exception: oldest first, by position.
        </p>
        <p>
          Lists that take <code>Accept: text/csv</code> stream the whole filter as CSV; payments come as a
          workbook too (XLSX). Spreadsheets of countries with a decimal comma want{' '}
          <code>?separator=semicolon&amp;decimal=comma&amp;bom=1</code>.
        </p>
      </div>
      <div class="entry-code">
        <Json
          label="A page"
          value={{ results: ['…'], next: `${publicUrl}/api/transactions/?limit=25&cursor=…`, previous: null }}
        />
      </div>
    </>
  );
}

export function Idempotency({ publicUrl }: GuideProps) {
  return (
    <>
      <div class="entry-words">
        <p>
          When a connection breaks you cannot know whether the request arrived. Send an{' '}
          <code>Idempotency-Key</code> of up to 255 printable characters with every POST that makes or moves
          money, and repeat it with the same key: for 24 hours the first answer comes again, with{' '}
          <code>Idempotent-Replayed: true</code>, and nothing happens twice.
        </p>
        <dl class="pairs">
          <dt>What is kept</dt>
          <dd>
            Answers of requests that changed something: 2xx, and a 402 decline. Any other frees the key.
          </dd>
          <dt>Same key, other body</dt>
          <dd>
            <a href="#idempotency_key_reuse">422</a>. The card is left out of the comparison.
          </dd>
          <dt>Same key, first still running</dt>
          <dd>
            <a href="#idempotency_in_progress">409</a> with <code>Retry-After</code>.
          </dd>
          <dt>Without credentials</dt>
          <dd>A key has at least 16 characters.</dd>
        </dl>
        <p>
          Charging twice is prevented even without a key: while one attempt to pay is undecided, no other
          begins.
        </p>
      </div>
      <div class="entry-code">
        <Code label="A request that may be repeated">
          {`curl "${publicUrl}/api/checkout/create/" \\
  -H "Authorization: Api-Key $API_KEY" \\
  -H "Idempotency-Key: order-1042" \\
  -H 'Content-Type: application/json' \\
  -d '{ … }'`}
        </Code>
      </div>
    </>
  );
}

export function Modes(_: GuideProps) {
  return (
    <div class="entry-words">
      <p>
        Every link, checkout, transaction, refund, event and key belongs to <code>sandbox</code> or{' '}
        <code>live</code>, and the two never meet: a key sees only its own mode, and the other looks like
        absence (404). Dashboard endpoints take <code>?mode=</code>. The sandbox runs the same states, ledger,
        webhooks and mails as live payments do, and takes <a href="#test-cards">test cards</a> only. Without a
        connected live provider, anything live is <a href="#live_mode_unavailable">409</a>.
      </p>
    </div>
  );
}

const buckets: Readonly<Record<string, string>> = {
  'start-address': 'Starts of checkouts from one address.',
  'pay-address': 'Payments and other steps of buyers from one address.',
  'pay-checkout': 'Payments and other steps of one checkout.',
  'receipt-address': 'Receipts as PDF for one address.',
  'read-address': 'Checkouts and receipts read from one address.',
  'media-address': 'Images read from one address.',
  'api-key': 'Requests of one API key.',
  session: 'Requests of one dashboard session.',
  'webhook-test-organization': 'Test events of one organization.',
  'webhook-resend-organization': 'Deliveries that one organization sends again.',
  'image-organization': 'Images that are fetched for one organization.',
  'image-host': 'Images that are fetched from one host.',
};

const often = { 60: 'a minute', 3600: 'an hour' };

function rateText({ most, everySeconds }: Limit): string {
  const count = new Intl.NumberFormat('en-US').format(most);
  return `${count} ${often[everySeconds as keyof typeof often]}`;
}

export function RateLimits(_: GuideProps) {
  return (
    <div class="entry-words">
      <p>
        Beyond a limit the answer is <a href="#rate_limited">429</a> with <code>Retry-After</code>; wait that
        many seconds.
      </p>
      <dl class="pairs">
        {Object.entries(requestLimits).map(([bucket, limit]) => (
          <>
            <dt>{rateText(limit)}</dt>
            <dd>{buckets[bucket] ?? bucket}</dd>
          </>
        ))}
      </dl>
      <p>
        One organization is sent at most {exportsAtOnce} exports at once. Signing in and mailed codes have
        limits of their own, and one address holds at most five open places of a limited link.
      </p>
    </div>
  );
}
