import { findOrganization } from '#merchants/organizations/find-organization.ts';
import type { PayingContext } from '#paying/context.ts';
import type { CheckoutSession, StartBody } from '#platform/contract/checkouts.ts';
import { notFound, problem } from '#platform/contract/errors.ts';
import { formatId, uuidv7 } from '#platform/kit/ids.ts';
import { type Currency, formatAmount } from '#platform/kit/money.ts';
import type { Problem } from '#platform/kit/problem.ts';
import type { Locale } from '#platform/text/locales.ts';
import { findRate } from '#selling/exchange-rates/find-rate.ts';
import { type ConvertedOffer, needsRate, offerOrConversion } from '#selling/payment-links/converted-offer.ts';
import { findLinkSnapshot, type LinkSnapshot } from '#selling/payment-links/find-link-snapshot.ts';
import { encodeLines } from '#selling/payment-links/lines-json.ts';
import { type Offer, unavailableProblem } from '#selling/payment-links/payment-link.ts';
import { readBilling } from './billing.ts';
import type { StartOutcome, StartRow } from './hot/start-checkouts.ts';
import { hashAddress, idempotencyKey, type StoredAnswer } from './idempotency.ts';
import { keyReuseProblem } from './key-problems.ts';
import { readRedirects, requireAllowedRedirects } from './redirects.ts';
import { requireWay } from './require-way.ts';
import { fullyHeldProblem, keptForOthersProblem } from './start-problems.ts';
import { signToken } from './token.ts';

export type StartInput = {
  readonly linkId: string;
  readonly body: StartBody;
  readonly idempotencyKey: string | undefined;
  /** Client address. */
  readonly address: string;
  /** The language that the buyer reads, as far as it is known. */
  readonly locale: Locale | undefined;
  /** Whether the buyer has left meanwhile. */
  readonly isGone?: () => boolean;
};
export type Started = { readonly session: CheckoutSession; readonly isReplay: boolean };

/** Whose checkout it is: all that its token needs to know. */
type Owner = Pick<LinkSnapshot, 'organizationId' | 'mode'>;

const utmNames = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'] as const;

/**
 * Starts a checkout of a payment link for a buyer without an account, taking one place when the link is limited.
 * The price is fixed here and never moves (behaviour, sections 1 and 2).
 */
export async function startCheckout(context: PayingContext, input: StartInput): Promise<Started> {
  const { link, offer, row } = await prepareStart(context, input);
  const outcome = await context.hotPath.start(row, input.isGone);
  return toStarted(context, link, offer, row, outcome);
}

/** What a buyer asks for, at the price of this moment. */
export async function prepareStart(
  context: PayingContext,
  input: Omit<StartInput, 'isGone'>,
): Promise<{ readonly link: LinkSnapshot; readonly offer: Offer; readonly row: StartRow }> {
  const link = await findLinkSnapshot(context, input.linkId);
  if (!link) throw notFound('payment link');
  const billing = readBilling(input.body);
  const { offer, conversion } = await chooseOffer(context, link, input.body.currency ?? link.currency);
  await requireWay(context, { ...link, currency: offer.currency });
  const { redirects, given } = readRedirects(input.body);
  if (given.length > 0) {
    const organization = await findOrganization(context.database.handle, link.organizationId);
    if (!organization) throw notFound('payment link');
    requireAllowedRedirects(given, { ...organization, mode: link.mode });
  }
  const now = context.clock.now();
  const row: StartRow = {
    organizationId: link.organizationId,
    checkoutId: uuidv7(now),
    paymentLinkId: link.id,
    mode: null,
    pricingMode: null,
    eventId: uuidv7(now),
    currency: offer.currency,
    subtotalMinor: String(offer.subtotalMinor),
    taxMinor: String(offer.taxMinor),
    totalMinor: String(offer.totalMinor),
    exchangeRate: conversion && {
      ...conversion,
      rate: String(conversion.rateMillionths),
      rateMillionths: undefined,
    },
    // A link's snapshot never changes, so its lines are read from there unless they were converted.
    lines: conversion && (JSON.parse(encodeLines(offer.lines)) as unknown[]),
    billing,
    payerEmail: billing.email,
    successUrl: redirects.successUrl,
    failedUrl: redirects.failedUrl,
    cancelUrl: redirects.cancelUrl,
    metadata: null,
    clientReferenceId: input.body.client_reference_id || null,
    utm: readUtm(input.body),
    locale: input.locale ?? null,
    addressHash: context.config.rateLimit === 'on' ? hashAddress(context.fixedKey, input.address) : null,
    timeToLiveSeconds: context.config.checkoutTtlSeconds,
    tokenKeyId: context.config.signingKeys[0]?.id ?? '',
    key: input.idempotencyKey
      ? idempotencyKey(
          context.fixedKey,
          `link:${link.id}`,
          'POST',
          '/start/',
          input.idempotencyKey,
          input.body,
        )
      : null,
  };
  return { link, offer, row };
}

/** Where the buyer came from, as the page was told; null when it was not. */
function readUtm(body: StartBody): Record<string, string> | null {
  const given = utmNames.filter((name) => body[name]);
  return given.length === 0 ? null : Object.fromEntries(given.map((name) => [name, body[name] as string]));
}

// At a link's own prices, which never change: working them out takes longer than the rest of a start.
const ownOffers = new WeakMap<LinkSnapshot, Partial<Record<Currency, ConvertedOffer>>>();

/** The price in the asked currency: the link's own, or converted at the rate of this moment. */
async function chooseOffer(
  context: PayingContext,
  link: LinkSnapshot,
  currency: Currency,
): Promise<ConvertedOffer> {
  const known = ownOffers.get(link)?.[currency];
  if (known) return known;
  const rate = currency !== link.currency && needsRate(link.lines) ? await findRate(context) : undefined;
  const chosen = offerOrConversion(link, currency, rate);
  if (chosen?.conversion === null) ownOffers.set(link, { ...ownOffers.get(link), [currency]: chosen });
  if (chosen) return chosen;
  throw problem('currency_unavailable', {
    detail: `This link is not offered in ${currency}; leave currency out to pay in ${link.currency}.`,
    field: 'currency',
  });
}

export function toStarted(
  context: PayingContext,
  link: Owner,
  offer: Offer,
  row: StartRow,
  outcome: StartOutcome,
): Started {
  switch (outcome.verdict) {
    case 'started':
      return {
        isReplay: false,
        session: showSession(context, link, {
          checkoutId: row.checkoutId,
          expiresAt: outcome.expiresAt as Date,
          currency: row.currency,
          totalMinor: row.totalMinor,
          tokenKeyId: row.tokenKeyId,
        }),
      };
    case 'replayed':
      return { isReplay: true, session: showSession(context, link, outcome.answer as StoredAnswer) };
    default:
      throw startProblem(context, outcome, offer);
  }
}

/** The payload of a fresh checkout; the token is rebuilt from the id, so that no secret needs to be kept. */
function showSession(context: PayingContext, link: Owner, started: StoredAnswer): CheckoutSession {
  const checkoutUuid = String(started.checkoutId);
  const checkoutId = formatId('chk', checkoutUuid);
  const claims = { organizationId: link.organizationId, checkoutId: checkoutUuid, mode: link.mode };
  const token = signToken(context.config.signingKeys, claims, String(started.tokenKeyId));
  return {
    checkout_id: checkoutId,
    order_id: checkoutId,
    checkout_url: `${context.config.publicUrl}/checkout/${token}`,
    token,
    expires_at: Math.floor(new Date(started.expiresAt as string).getTime() / 1000),
    currency: started.currency as Currency,
    amount: formatAmount(BigInt(started.totalMinor as string)),
  };
}

function startProblem(context: PayingContext, outcome: StartOutcome, offer: Offer): Problem {
  const bound = `${formatAmount(outcome.boundMinor ?? 0n)} ${offer.currency}`;
  const total = `${formatAmount(offer.totalMinor)} ${offer.currency}`;
  switch (outcome.verdict) {
    case 'link_deleted':
      return unavailableProblem('deleted');
    case 'link_inactive':
      return unavailableProblem('inactive');
    case 'link_expired':
      return unavailableProblem('expired');
    case 'link_used_up':
      return unavailableProblem('used_up');
    case 'link_fully_held':
      return fullyHeldProblem(context.clock.now(), outcome.releaseAt);
    case 'place_kept_for_others':
      return keptForOthersProblem(context.clock.now(), outcome.releaseAt);
    case 'address_limit':
      return problem('rate_limited', {
        detail:
          'You hold as many places of this link as one buyer may. Nothing was charged; pay or cancel one first.',
        headers: { 'retry-after': '60' },
      });
    case 'organization_suspended':
      return problem('organization_suspended', {
        detail: 'The seller cannot take payments right now. Nothing was charged.',
      });
    case 'amount_below_minimum':
      return problem('amount_below_minimum', {
        detail: `The total ${total} is below the minimum of ${bound}. Nothing was charged; ask the seller.`,
      });
    case 'amount_above_maximum':
      return problem('amount_above_maximum', {
        detail: `The total ${total} is above the maximum of ${bound}. Nothing was charged; ask the seller.`,
      });
    case 'key_reuse':
      return keyReuseProblem();
    default:
      return notFound('payment link');
  }
}
