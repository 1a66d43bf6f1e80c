import { describe, expect, it } from 'vitest';
import { proofSeconds, sessionIdleSeconds, sessionLifeSeconds } from '#merchants/accounts/account.ts';
import { knownForSeconds } from '#merchants/accounts/devices/known-device.ts';
import { limits as tries } from '#merchants/throttling/tries.ts';
import { overMs } from '#messaging/webhooks/deliveries/delivery.ts';
import { sandboxPace } from '#messaging/webhooks/deliveries/lane.ts';
import { overlapMs } from '#messaging/webhooks/endpoints/secret.ts';
import { maximumAttempts } from '#paying/checkouts/checkout.ts';
import { idempotencyLifeMs } from '#paying/checkouts/idempotency.ts';
import { waitMinutes } from '#paying/checkouts/patience.ts';
import { newPassword } from '#platform/contract/accounts.ts';
import { timeLimits } from '#platform/db/time-limits.ts';
import { maximumDepth, maximumValues } from '#platform/http/body-bounds.ts';
import { connectionLimits } from '#platform/http/connections.ts';
import { maximumUrlLength } from '#platform/http/problem-answer.ts';
import type { Limit } from '#platform/http/rate-limiter.ts';
import { exportsAtOnce, requestLimits } from '#platform/http/request-limits.ts';
import { maximumHeaders } from '#platform/http/unusual-request.ts';
import { decided, inBytes, inDigits, inTime, inWords } from './support/decided.ts';
import { readTree } from './tree.ts';

/*
 * Limits stand in sentences that people plan by, where nothing fills them in. Each sentence is made here from what the code
 * goes by, and has to stand in its document word for word.
 */

const tree = readTree(process.cwd());
const constant = (path: string, name: string) => decided(tree, path, name);

const reference = 'docs/reference/limits.md';
/** The limits of requests that a sentence was made of. */
const told = new Set<string>();

type Sentence = readonly [path: string, sentence: string];

const body = inBytes(constant('src/platform/http/server.ts', 'maximumBodyBytes'));
const headerBytes = inBytes(
  Number(/maxHeaderSize: (\d+) \* 1024/.exec(tree.read('src/platform/http/server.ts'))?.[1]) * 1024,
);
const placesPerAddress = constant('src/paying/checkouts/hot/start-checkouts.ts', 'placesPerAddress');
const imageBytes = inBytes(constant('src/platform/media/keep-image.ts', 'maximumBytes'));
const deliverySeconds = constant('src/messaging/webhooks/deliveries/send-delivery.ts', 'timeoutMs') / 1_000;
const mostWaiting = constant('src/paying/receipts/pdf/one-at-a-time.ts', 'mostWaiting');
const logoPixels = constant('src/paying/receipts/pdf/png-header.ts', 'largestPixels');
const addressBytes = constant('src/paying/checkouts/redirects.ts', 'maximumBytes');
const closingSeconds = constant('src/selling/payment-links/payment-link.ts', 'closingGraceMs') / 1_000;
const inFlightSeconds = constant('src/app.ts', 'requestsInFlightMs') / 1_000;
const refundCodeSeconds = constant('src/paying/refunds/refund-code.ts', 'lifeSeconds');
const lateSuccessSeconds = constant('src/paying/sandbox/new-payment.ts', 'lateSuccessAfterMs') / 1_000;
const statementBytes = inBytes(constant('src/paying/bank-entries/read-upload.ts', 'maximumFileBytes'));
const statementEntries = constant('src/paying/bank-entries/open-statement.ts', 'mostEntries');
const hourMs = 3_600_000;
const password = newPassword as { readonly minLength?: number; readonly maxLength?: number };
const largestJpeg = inBytes(constant('src/paying/receipts/pdf/logo.ts', 'largestJpegBytes'));

const rows: readonly Sentence[] = [
  `Starts of checkouts | ${rateOf('start-address')} | address |`,
  `Payments, cancellations, renewals, "I have sent it" | ${rateOf('pay-address')}, ${rateOf('pay-checkout')} | address, checkout |`,
  `Receipts as PDF | ${rateOf('receipt-address')} | address |`,
  `Checkouts, transfers and receipts read, as page, JSON or code | ${rateOf('read-address')} | address |`,
  `Images read | ${rateOf('media-address')} | address |`,
  `Requests of an API key | ${rateOf('api-key')} | key |`,
  `Requests of the dashboard: lists, search, statistics, QR codes | ${rateOf('session')} | session |`,
  `Exports as CSV or XLSX | ${exportsAtOnce} at once in a process | organization |`,
  `Test webhooks | ${rateOf('webhook-test-organization')} | organization |`,
  `Deliveries of the sandbox | ${sandboxPace.perSecond} a second, ${sandboxPace.atOnce} at once, in a process | endpoint |`,
  `Mails of the sandbox to one of the team | ${rateOf('sandbox-mail-recipient')}; the rest stays in the mailbox |`,
  `Deliveries sent again | ${rateOf('webhook-resend-organization')} | organization |`,
  `Images fetched when a product or logo is saved | ${rateOf('image-organization')}, ${rateOf('image-host')} | organization, host |`,
  `Statements of banks that are handed in | ${rateOf('statement-organization')} | organization |`,
  `A statement of a bank | ${statementBytes}, ${inDigits(statementEntries)} entries | request |`,
  `Open places of a limited link | ${placesPerAddress} | address |`,
  `Bodies | ${body}, ${inDigits(maximumValues)} fields and entries, ${maximumDepth} levels | request |`,
  `Addresses and headers | ${inDigits(maximumUrlLength)} characters; ${headerBytes} and ${maximumHeaders} headers | request |`,
  `Time to send headers, and all of a request | ${connectionLimits.headersTimeoutMs / 1_000} s, ${connectionLimits.requestTimeoutMs / 1_000} s | connection |`,
  `Connections | ${inDigits(connectionLimits.mostConnections)} a process, ${inDigits(connectionLimits.mostConnectionsPerAddress)} an address |`,
].map((row) => [reference, `| ${row}`]);

const guesses = tries['password-pair'].pausesSeconds;
const freeGuesses = guesses.filter((seconds) => seconds === 0).length;
const [firstWait, ...waits] = waitMinutes.slice(1);

const guides: readonly Sentence[] = [
  ['docs/guides/deploy.md', `client_max_body_size ${statementBytes.replace(' MiB', 'm')};`],
  ['docs/guides/payments.md', `one address holds at most ${inWords(placesPerAddress)} places of a link`],
  [
    'docs/guides/payments.md',
    `${firstWait}, ${waits[0]}, ${waits[1]} and ${waits[2]} minutes, ${inTime((waits[3] ?? 0) * 60)}, a day`,
  ],
  [
    'docs/guides/webhooks.md',
    `2xx within ${inTime(deliverySeconds)}, with growing pauses over ${inTime(overMs / 1_000)}`,
  ],
  ['docs/guides/webhooks.md', `both are valid for ${overlapMs / hourMs} hours`],
  [
    'docs/guides/mail.md',
    `members of the team only, ${inWords(requestLimits['sandbox-mail-recipient'].most)} an hour to each`,
  ],
  ['docs/guides/operation.md', `keeps a write within ${inTime(timeLimits.proofMs / 1_000)}`],
  ['docs/guides/operation.md', `requests in flight (up to ${inTime(inFlightSeconds)})`],
  ['docs/guides/receipts.md', `a JPEG of at most ${largestJpeg}`],
  [
    'docs/guides/receipts.md',
    `at most ${requestLimits['receipt-address'].most} PDFs a minute (429). When more than ${mostWaiting} wait at once`,
  ],
  ['docs/guides/receipts.md', `at most ${inWords(logoPixels / 1_000_000)} million pixels`],
  ['docs/spec/contract.md', `JSON in UTF-8, at most ${body}.`],
  ['docs/spec/contract.md', `caller, method and path for ${idempotencyLifeMs / hourMs} hours`],
  ['docs/spec/contract.md', `at most ${inDigits(addressBytes)} bytes with the longest outcome`],
  [
    'docs/spec/contract.md',
    `any 2xx within ${inTime(deliverySeconds)} is success, and retries go on for ${inTime(overMs / 1_000)}`,
  ],
  ['docs/spec/behaviour.md', `cancels its open checkouts after ${inTime(closingSeconds)}`],
  ['docs/spec/behaviour.md', `SIGTERM ends requests in flight within ${inTime(inFlightSeconds)}`],
  ['docs/security.md', `${sessionIdleSeconds / 3_600} h idle, ${sessionLifeSeconds / 86_400} days at most`],
  ['docs/security.md', `few tries, ${inTime(refundCodeSeconds)}, once`],
  ['docs/security.md', `second factor given in the last ${inTime(proofSeconds)}`],
  [
    'docs/security.md',
    `${inWords(tries['invitation-organization-recipient'].most)} a day for one recipient by one organization`,
  ],
  [
    'docs/security.md',
    `${inWords(requestLimits['sandbox-mail-recipient'].most)} an hour to each; an endpoint gets ${inWords(sandboxPace.perSecond)} deliveries a second, ${inWords(sandboxPace.atOnce)} at once`,
  ],
  [
    'docs/decisions/0016-wrong-passwords.md',
    `come first: ${inWords(freeGuesses)} tries, then pauses of ${guesses
      .slice(freeGuesses, freeGuesses + 3)
      .map((seconds) => `${seconds} s`)
      .join(', ')}, a minute`,
  ],
  ['docs/decisions/0016-wrong-passwords.md', `known for ${inTime(knownForSeconds)} after a sign-in there`],
  ['README.md', `${inTime(timeLimits.proofMs / 1_000)} and is migrated`],
];

const pages: readonly Sentence[] = [
  ['src/pages/reference/guide/introduction.tsx', `A body has at most ${body}.`],
  [
    'src/pages/reference/guide/introduction.tsx',
    `good for ${inTime(sessionIdleSeconds)} after its last use, ${inTime(sessionLifeSeconds)} at most`,
  ],
  [
    'src/pages/reference/guide/conventions.tsx',
    `at most ${inWords(placesPerAddress)} open places of a limited link`,
  ],
  [
    'src/pages/reference/guide/conventions.tsx',
    `for ${idempotencyLifeMs / hourMs} hours the first answer comes again`,
  ],
  ['src/pages/reference/guide/authentication.tsx', `given in the last ${inTime(proofSeconds)}`],
  ['src/pages/reference/guide/payment-states.tsx', `A buyer has ${inWords(maximumAttempts)} attempts.`],
  ['src/pages/reference/guide/test-cards.tsx', `paid ${inTime(lateSuccessSeconds)} later`],
  ['src/pages/reference/guide/webhooks.tsx', `for ${overlapMs / hourMs} hours after a rotation`],
  ['src/pages/reference/guide/webhooks.tsx', `Answer 2xx within ${inTime(deliverySeconds)};`],
  ['src/pages/reference/guide/error-advice.ts', `PNG, JPEG or WebP of at most ${imageBytes}.`],
  ['src/pages/reference/guide/error-advice.ts', `Send at most ${body}, or ${statementBytes} of a statement.`],
  ['src/pages/reference/guide/error-advice.ts', `Send at most ${inDigits(maximumUrlLength)} characters.`],
  ['src/pages/reference/guide/error-advice.ts', `Send at most ${headerBytes} of headers.`],
  [
    'src/pages/reference/document/field-notes.ts',
    `${password.minLength} to ${password.maxLength} characters`,
  ],
];

describe('limits in words', () => {
  it.each([...rows, ...guides, ...pages])('%s says: %s', (path, sentence) => {
    expect(flowing(path)).toContain(sentence);
  });

  it('every row with a number in the table of limits is one of them', () => {
    const numbered = tree
      .read(reference)
      .split('\n')
      .filter((line) => line.startsWith('| ') && /\d/.test(line.split('|')[2] ?? ''));
    expect(numbered.length).toBeGreaterThan(12);
    expect(numbered.filter((row) => !rows.some(([, sentence]) => row.startsWith(sentence)))).toEqual([]);
  });

  it('every limit of requests is in the table', () => {
    expect([...told].sort()).toEqual(Object.keys(requestLimits).sort());
  });
});

/** A document as one line, without what TSX puts between words. */
function flowing(path: string): string {
  return tree.read(path).replaceAll(/\s+/g, ' ');
}

function rateOf(name: keyof typeof requestLimits): string {
  told.add(name);
  const { most, everySeconds }: Limit = requestLimits[name];
  return `${inDigits(most)} ${everySeconds === 60 ? 'a minute' : 'an hour'}`;
}
