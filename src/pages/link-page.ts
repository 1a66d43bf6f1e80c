import type { FastifyReply } from 'fastify';
import type { BuyersCheckout } from '#paying/checkouts/show-checkout.ts';
import { showConversion } from '#paying/checkouts/show-checkout.ts';
import { Problem } from '#platform/kit/problem.ts';
import { type Preview, previewPaymentLink } from '#selling/payment-links/preview-payment-link.ts';
import { showLine, showSums } from '#selling/payment-links/show-payment-link.ts';
import type { PageContext } from './context.ts';
import { type BillingSubmission, billingErrorsOf } from './forms/billing-form.ts';
import { sellerOf, sendLinkProblem } from './link-announcements.ts';
import { newNonce, type PageAnswer, type PagesOptions, sendPage } from './page-request.ts';
import { renderLinkPage } from './render.tsx';
import type { BillingFormView, LinkPageView, LinkView, NoticeView } from './views.ts';

type ShownLink = {
  readonly status: number;
  readonly form: BillingFormView;
  readonly notice: NoticeView | null;
  readonly currency: string;
  readonly headers?: Record<string, string>;
  /** Where the form goes; the link's own address when left out. */
  readonly formPath?: string;
  /** The reader's own checkout. */
  readonly held?: BuyersCheckout;
};

const ofEverybody = { 'cache-control': 'no-cache' };
/**
 * What its buyer typed stands beside words of the address, which any site can have the browser open with the cookie: were
 * the page packed, by anybody on its way, its length would tell what was typed.
 */
const ofHolder = { 'cache-control': 'no-store, no-transform' };

/** The page of a link that can be paid. */
export function linkPage(
  options: { readonly context: Pick<PagesOptions['context'], 'config'> },
  page: PageContext,
  preview: Preview,
  shown: ShownLink,
): PageAnswer {
  const { held } = shown;
  const link = linkView(preview, shown.currency);
  const ownPlaces = held?.hasPlace ? 1 : 0;
  const view: LinkPageView = {
    // The reader's own place is one of those that they can have.
    link: { ...link, remaining_uses: link.remaining_uses === null ? null : link.remaining_uses + ownPlaces },
    form_path: shown.formPath ?? `/pay/${link.id}`,
    held: held ? { has_place: held.hasPlace, expires_at: Math.floor(held.expiresAt.getTime() / 1000) } : null,
    form: shown.form,
    notice: shown.notice,
    hold_seconds: options.context.config.checkoutTtlSeconds,
  };
  return {
    status: shown.status,
    html: renderLinkPage(view, page),
    accentColour: preview.organization.accentColor,
    headers: { ...shown.headers, ...(held ? ofHolder : shown.status === 200 ? ofEverybody : {}) },
    // What a buyer typed is for no frame of anybody's.
    frameAncestors: held ? [] : preview.organization.allowedEmbedOrigins,
  };
}

function linkView(preview: Preview, currency: string): LinkView {
  const { snapshot, organization, offers } = preview;
  const chosen =
    offers.find(({ offer }) => offer.currency === currency) ??
    offers.find(({ offer }) => offer.currency === snapshot.currency);
  if (!chosen) throw new Error('A link is offered in its own currency.');
  const { offer, conversion } = chosen;
  return {
    id: snapshot.id,
    organization: sellerOf(organization),
    mode: snapshot.mode,
    currencies: offers.map((other) => other.offer.currency),
    expires_at: preview.expiresAt?.toISOString() ?? null,
    remaining_uses: preview.remainingUses,
    currency: offer.currency,
    pricing_mode: snapshot.pricingMode,
    products: offer.lines.map(showLine),
    ...showSums(offer),
    conversion: showConversion({
      exchangeRate: conversion && { ...conversion, rate: String(conversion.rateMillionths) },
    }),
  };
}

/** A form that was not taken: the page again where that helps, or the page that says why the link sells nothing. */
export async function startRefused(
  options: PagesOptions,
  reply: FastifyReply,
  page: PageContext,
  linkId: string,
  submission: BillingSubmission,
  error: unknown,
  again: Pick<ShownLink, 'formPath' | 'held'> = {},
) {
  if (!(error instanceof Problem)) throw error;
  const notice = noticeOf(error);
  const errors = billingErrorsOf(error.errors, page.text);
  if (notice || errors.length > 0) {
    return showAgain(options, reply, page, linkId, submission, {
      status: error.status,
      errors,
      notice,
      headers: error.headers,
      ...again,
    });
  }
  return sendLinkProblem(options, reply, page, linkId, error);
}

function noticeOf(error: Problem): NoticeView | null {
  if (error.code === 'rate_limited')
    return { kind: 'too_many_tries', retry_after_seconds: Number(error.headers['retry-after'] ?? 60) };
  if (error.code === 'place_kept_for_others')
    return { kind: 'kept_for_others', retry_after_seconds: Number(error.headers['retry-after'] ?? 60) };
  if (error.code === 'amount_below_minimum' || error.code === 'amount_above_maximum')
    return { kind: 'out_of_bounds' };
  if (error.code === 'currency_unavailable') return { kind: 'currency_unavailable' };
  if (error.status === 503) return { kind: 'unavailable' };
  return null;
}

/** The page once more with what was typed, so that an error costs nobody their words. */
export async function showAgain(
  options: PagesOptions,
  reply: FastifyReply,
  page: PageContext,
  linkId: string,
  submission: BillingSubmission,
  again: Omit<ShownLink, 'form' | 'currency'> & Pick<BillingFormView, 'errors'>,
) {
  try {
    const preview = await previewPaymentLink(options.context, linkId);
    const form = {
      values: submission.values,
      hidden: submission.hidden,
      errors: again.errors,
      nonce: newNonce(options),
    };
    const currency = submission.body.currency ?? '';
    return sendPage(reply, linkPage(options, page, preview, { ...again, form, currency }));
  } catch (error) {
    return sendLinkProblem(options, reply, page, linkId, error);
  }
}
