import { type Way, waysOf } from '#paying/connections/way.ts';
import type { PayingContext } from '#paying/context.ts';
import type { BeginPayment, TestCard } from '#paying/providers/port.ts';
import type { PayBody } from '#platform/contract/checkouts.ts';
import { notFound, problem } from '#platform/contract/errors.ts';
import { isToldAlready } from '#platform/db/unavailable.ts';
import { assert } from '#platform/kit/assert.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { money } from '#platform/kit/money.ts';
import type { Problem } from '#platform/kit/problem.ts';
import { defaultLocale, type Locale } from '#platform/text/locales.ts';
import { applyProviderResult, asNeverArrived } from './apply-provider-result.ts';
import type { Attempt } from './attempt.ts';
import type { CheckoutState } from './checkout.ts';
import { type AskedWay, chooseWay } from './choose-way.ts';
import { type BeginDecision, type BeginRefusal, decideBegin } from './decide-begin.ts';
import { endOpenAttempt } from './end-open-attempt.ts';
import {
  type IdempotencyKey,
  idempotencyKey,
  type JudgedKey,
  judgeKey,
  type StoredAnswer,
} from './idempotency.ts';
import { answerOfKey } from './key-problems.ts';
import { type PayOutcome, payOutcomeOf } from './pay-answer.ts';
import { beginProblem, openElsewhereProblem } from './pay-problems.ts';
import { openRedirect } from './redirect-address.ts';
import { requireClaims } from './require-claims.ts';
import { offerOf, showSeller } from './show-checkout.ts';
import { fullyHeldProblem } from './start-problems.ts';
import { findCheckoutRow, findReleaseTime, rememberLocale } from './store.ts';
import { signToken, type TokenClaims } from './token.ts';

export type PayInput = {
  readonly token: string;
  readonly body: PayBody;
  readonly idempotencyKey: string | undefined;
  /** The language that the buyer reads, as far as it is known. */
  readonly locale: Locale | undefined;
};
export type Paid = { readonly outcome: PayOutcome; readonly checkoutId: string; readonly isReplay: boolean };

/**
 * Pays a checkout: begins an attempt, asks the provider outside any transaction, settles what it says. What
 * prevents a second charge is the fence in `decideBegin`; the provider gets the attempt's id as its key.
 */
export async function payCheckout(context: PayingContext, input: PayInput): Promise<Paid> {
  const claims = requireClaims(context, input.token);
  // First of all, so that no digit of a real card reaches a key, a log line or a table.
  const card = cardOf(context, claims, input.body);
  const key = input.idempotencyKey
    ? idempotencyKey(
        context.fixedKey,
        `checkout:${claims.checkoutId}`,
        'POST',
        '/pay/',
        input.idempotencyKey,
        // What the sandbox keeps of a card says which it is, and nothing of its digits but the last four.
        { ...input.body, payment_method: card },
      )
    : undefined;
  const begun = await begin(context, claims, { id: input.body.way, card }, key);
  if (begun.kind === 'replayed') return paidWith(context, claims, begun.answer as PayOutcome, true);
  if (begun.kind === 'waiting')
    return paidWith(context, claims, payOutcomeOf(begun.state, begun.attempt), false);
  const { locale } = input;
  if (locale && locale !== begun.state.locale) {
    const { organizationId, checkoutId } = claims;
    await rememberLocale(context.database.handle, { organizationId, checkoutId }, locale);
  }
  const { state } = begun;
  const outcome = await charge(context, claims, card, {
    ...begun,
    state: { ...state, locale: locale ?? state.locale },
  });
  return paidWith(context, claims, outcome, false);
}

function paidWith(
  { config }: PayingContext,
  { checkoutId }: TokenClaims,
  stored: PayOutcome,
  isReplay: boolean,
): Paid {
  const outcome =
    stored.kind === 'processing'
      ? { ...stored, redirectUrl: openRedirect(config.encryptionKeys, checkoutId, stored.redirectUrl) }
      : stored;
  return { outcome, checkoutId, isReplay };
}

/** Pays with a test card that no buyer typed: the simulator's way through the same steps. */
export async function payWithCard(
  context: PayingContext,
  claims: TokenClaims,
  card: TestCard,
): Promise<{ attemptId: string; outcome: PayOutcome }> {
  const begun = await begin(context, claims, { id: undefined, card }, undefined);
  if (begun.kind !== 'begun') throw new Error('A card without a key begins an attempt, or is refused.');
  return { attemptId: begun.attemptId, outcome: await charge(context, claims, card, begun) };
}

/** Real numbers never reach this server: only where a provider of our own takes test cards may one be given. */
function cardOf(
  { providers, clock }: PayingContext,
  { mode }: TokenClaims,
  body: PayBody,
): TestCard | undefined {
  if (!body.payment_method) return undefined;
  const reader = providers.builtIn(mode).find(({ readTestCard }) => readTestCard !== undefined);
  if (reader?.readTestCard) return reader.readTestCard(body.payment_method, clock.now());
  throw problem('unknown_field', {
    detail: 'Live payments take no card here; leave payment_method out.',
    field: 'payment_method',
  });
}

type Begun =
  | {
      readonly kind: 'begun';
      readonly state: CheckoutState;
      readonly attemptId: string;
      readonly way: Way;
    }
  | { readonly kind: 'waiting'; readonly state: CheckoutState; readonly attempt: Attempt }
  | { readonly kind: 'replayed'; readonly answer: StoredAnswer };

type BeginResult =
  | { readonly decision: BeginDecision; readonly state: CheckoutState; readonly way: Way }
  | { readonly judged: JudgedKey }
  | { readonly fault: Problem };

const maximumExpiries = 3;
const otherPaymentDetail =
  'This Idempotency-Key was used for another payment, such as one with another card. No money moved; take a new key to pay with this one.';

async function begin(
  context: PayingContext,
  claims: TokenClaims,
  asked: AskedWay,
  key: IdempotencyKey | undefined,
): Promise<Begun> {
  const { card } = asked;
  for (let expiries = 0; ; expiries++) {
    const now = context.clock.now();
    const attempt = {
      attemptId: uuidv7(now),
      transactionId: uuidv7(now),
      timeToLiveSeconds: context.config.checkoutTtlSeconds,
      ...(card ? { card } : {}),
      ...(key ? { idempotencyScope: key.scope } : {}),
    };
    const found = await context.hotPath.change<BeginResult>({
      organizationId: claims.organizationId,
      checkoutId: claims.checkoutId,
      ...(key ? { idempotencyScope: key.scope } : {}),
      decide: ({ state, places, key: stored, now }) => {
        const earlier = key && stored ? judgeKey(key, stored) : undefined;
        if (earlier) return { result: { judged: earlier } };
        const way = chooseWay(waysOf(context.providers, state.connections, state), asked);
        if ('fault' in way) return { result: way };
        const decision = decideBegin(state, places, { ...attempt, way: wayOf(way) }, now);
        if (decision.verdict !== 'begun') return { result: { decision, state, way } };
        return {
          result: { decision, state: decision.change.state, way },
          change: decision.change,
          ...(key ? { key } : {}),
        };
      },
    });
    if (!found) throw notFound('checkout');
    if ('judged' in found) return { kind: 'replayed', answer: answerOfKey(found.judged, otherPaymentDetail) };
    if ('fault' in found) throw found.fault;
    const { decision, state, way } = found;
    if (decision.verdict === 'begun') return { kind: 'begun', state, way, attemptId: attempt.attemptId };
    if (decision.verdict === 'waiting') return { kind: 'waiting', state, attempt: decision.attempt };
    if (decision.verdict === 'refused') throw await refusalProblem(context, state, decision.reason, claims);
    if (expiries >= maximumExpiries) throw openElsewhereProblem();
    await endOpenAttempt(context, { ...claims, paymentLinkId: state.paymentLinkId }, decision);
  }
}

function wayOf({ provider, connectionId, hold }: Way) {
  return { provider: provider.name, kind: provider.kind, connectionId, hold };
}

async function refusalProblem(
  context: PayingContext,
  state: CheckoutState,
  reason: BeginRefusal,
  claims: TokenClaims,
): Promise<Problem> {
  if (reason !== 'link_fully_held' || !state.paymentLinkId) return beginProblem(context, reason, claims);
  const { organizationId, paymentLinkId } = state;
  const releaseAt = await findReleaseTime(context.database.handle, organizationId, paymentLinkId);
  return fullyHeldProblem(context.clock.now(), releaseAt);
}

/** Asks the provider and writes what it says; an unknown outcome stays undecided until the provider is asked again. */
async function charge(
  context: PayingContext,
  claims: TokenClaims,
  card: TestCard | undefined,
  begun: { state: CheckoutState; attemptId: string; way: Way },
): Promise<PayOutcome> {
  const { state, attemptId } = begun;
  const { provider, connectionId } = begun.way;
  const { payerEmail } = state;
  assert(payerEmail !== null, 'Only buyers of closed checkouts are forgotten.');
  const attemptKey = {
    organizationId: claims.organizationId,
    checkoutId: claims.checkoutId,
    attemptId,
    paymentLinkId: state.paymentLinkId,
  };
  try {
    const checkoutUrl = `${context.config.publicUrl}/checkout/${tokenOf(context, claims)}`;
    const payment = await provider.begin({
      organizationId: claims.organizationId,
      mode: claims.mode,
      checkoutId: claims.checkoutId,
      attemptId,
      connectionId,
      amount: money(state.currency, state.totalMinor),
      ...(await wordsFor(context, claims, begun.way)),
      locale: state.locale ?? defaultLocale,
      payerEmail,
      checkoutUrl,
      returnUrl: `${checkoutUrl}/return`,
      expiresAt: state.expiresAt,
      ...(card ? { card } : {}),
    });
    // Only an attempt that was barred meanwhile is canceled before its buyer has seen a page.
    const settled = await applyProviderResult(context, attemptKey, asNeverArrived(payment));
    const attempt = settled?.attempts.find((candidate) => candidate.id === attemptId);
    if (settled && attempt) return payOutcomeOf(settled, attempt);
  } catch (error) {
    if (!isToldAlready(error))
      context.log.error({ err: error, provider: provider.name }, 'the outcome of a payment is not known yet');
  }
  return { kind: 'processing', transactionId: state.transaction?.id ?? '', redirectUrl: null };
}

/** What a page of the provider's tells the buyer of the order. */
async function wordsFor(
  { database, clock, config }: PayingContext,
  { organizationId, checkoutId }: TokenClaims,
  { provider }: Way,
): Promise<Pick<BeginPayment, 'description' | 'lines'>> {
  if (provider.kind !== 'redirect') return { description: config.platformName, lines: [] };
  const row = await findCheckoutRow(database.handle, organizationId, checkoutId, clock.offsetMs);
  assert(row, 'A checkout that is being paid is there.');
  const lines = offerOf(row).lines.map(({ name, quantity, totalMinor }) => ({ name, quantity, totalMinor }));
  return { description: showSeller(row.organization).name, lines };
}

function tokenOf(context: PayingContext, claims: TokenClaims): string {
  return signToken(context.config.signingKeys, claims);
}
