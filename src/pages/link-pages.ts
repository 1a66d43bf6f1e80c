import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Organization } from '#merchants/organizations/organization.ts';
import { amendCheckout } from '#paying/checkouts/amend-checkout.ts';
import { findSeller } from '#paying/checkouts/find-seller.ts';
import { findCheckoutByToken } from '#paying/checkouts/get-checkout.ts';
import { requireClaims } from '#paying/checkouts/pay-checkout.ts';
import type { BuyersCheckout } from '#paying/checkouts/show-checkout.ts';
import { showConversion, showSeller } from '#paying/checkouts/show-checkout.ts';
import { startCheckout } from '#paying/checkouts/start-checkout.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { ExpressRoute } from '#platform/http/express-lane.ts';
import { isUuid } from '#platform/kit/ids.ts';
import { Problem } from '#platform/kit/problem.ts';
import { unavailableProblem } from '#selling/payment-links/payment-link.ts';
import {
  type FoundPreview,
  findLink,
  type Preview,
  previewPaymentLink,
  type UnavailableLink,
} from '#selling/payment-links/preview-payment-link.ts';
import { showLine, showSums } from '#selling/payment-links/show-payment-link.ts';
import { statusOf } from './checkout-views.ts';
import type { PageContext } from './context.ts';
import {
  type BillingSubmission,
  billingErrorsOf,
  parseBillingForm,
  readLinkQuery,
} from './forms/billing-form.ts';
import { type FormFields, fieldText } from './forms/form-fields.ts';
import { findHeld, type Held, heldToken, holdCookie } from './hold-cookie.ts';
import {
  fillKeptPage,
  headersOfKept,
  type KeptPage,
  keepPage,
  keptLinkPages,
  keptPageKey,
  noncePlaceholder,
  noQuery,
} from './kept-link-pages.ts';
import {
  contextOf,
  headersOf,
  newNonce,
  type PageAnswer,
  type PagesOptions,
  seeOther,
  sendPage,
  sendVerdict,
  verdictPage,
  withLocale,
} from './page-request.ts';
import { renderLinkPage } from './render.tsx';
import { submissionKey } from './submission-key.ts';
import type { BillingFormView, LinkPageView, LinkView, NoticeView, VerdictView } from './views.ts';

type LinkRequest = FastifyRequest<{ Params: { id: string } }>;

/** The page as it is kept, ahead of the framework; everything else about the address is below. */
export function expressLinkPage(options: PagesOptions): ExpressRoute {
  return {
    method: 'GET',
    path: '/pay/:id',
    answer: async ({ id, request: { headers } }) => {
      if (heldToken(headers) !== undefined) return undefined;
      const page = contextOf(options, { headers, query: noQuery });
      // Whatever makes a page another than this, the framework's route says.
      const found = await findLink(options.context, id).catch(() => undefined);
      const key = found && keptPageKey(found.key, page, noQuery);
      const kept = key === undefined ? undefined : keptLinkPages(options.context.database).kept.get(key);
      if (!kept) return undefined;
      if (kept.link) options.countView(kept.link, { method: 'GET', headers });
      const raw = fillKeptPage(kept, () => newNonce(options));
      return { status: kept.status, headers: headersOfKept(kept, page.now), raw };
    },
  };
}

/** `/pay/<uuid>`: what is sold, and the form that starts a checkout. */
export function addLinkPages(app: FastifyInstance, options: PagesOptions): void {
  app.get('/pay/:id', async (request: LinkRequest, reply) => {
    const page = contextOf(options, request);
    const query = request.query as FormFields;
    const linkId = request.params.id;
    try {
      const held = await findHeld(options, linkId, heldToken(request.headers));
      const own = held && (await heldPage(options, page, held, query, `/pay/${linkId}`));
      if (own) {
        if ('location' in own) return seeOther(reply, withLocale(page, own.location));
        countView(options, request, own.link);
        return sendPage(reply, own.page);
      }
      const found = await findLink(options.context, linkId);
      const hasForm = found.status === 'active' && found.remainingUses !== 0;
      const key = keptPageKey(found.key, page, hasForm ? query : noQuery);
      if (key === undefined) {
        const { page: answer, link } = await renderFound(options, page, found, query, newNonce(options));
        if (link) countView(options, request, link);
        return sendPage(reply, answer);
      }
      const { kept, share } = keptLinkPages(options.context.database);
      const made =
        kept.get(key) ??
        (await share(key, async () => {
          const rendered = await renderFound(options, page, found, query, noncePlaceholder);
          const { page: answer, isCurrent, ...about } = rendered;
          const toKeep = { ...about, status: answer.status, html: answer.html, headers: headersOf(answer) };
          const result = keepPage(toKeep, hasForm);
          if (isCurrent) kept.set(key, result);
          return result;
        }));
      if (made.link) countView(options, request, made.link);
      const raw = Buffer.concat(fillKeptPage(made, () => newNonce(options)));
      return reply.code(made.status).headers(headersOfKept(made, page.now)).send(raw);
    } catch (error) {
      return sendLinkProblem(options, reply, page, linkId, error);
    }
  });

  app.post('/pay/:id', async (request: LinkRequest, reply) => {
    const page = contextOf(options, request);
    const submission = parseBillingForm((request.body ?? {}) as FormFields, page.text);
    const linkId = request.params.id;
    if (submission.errors.length > 0)
      return showAgain(options, reply, page, linkId, submission, {
        status: 400,
        errors: submission.errors,
        notice: null,
      });
    try {
      options.take('start', request);
      const held = await findHeld(options, linkId, heldToken(request.headers));
      if (held && (await amend(options, held, submission, options.factsOf(request).address)))
        return seeOther(reply, withLocale(page, `/checkout/${held.token}`));
      const key = submissionKey(options.context.fixedKey, submission.nonce, [linkId, submission.body]);
      const { session } = await startCheckout(options.context, {
        linkId,
        body: submission.body,
        idempotencyKey: key,
        address: options.factsOf(request).address,
        isGone: () => options.factsOf(request).isGone(),
      });
      reply.header('set-cookie', holdCookie(options, linkId, session.token));
      return seeOther(reply, withLocale(page, `/checkout/${session.token}`));
    } catch (error) {
      return startRefused(options, reply, page, linkId, submission, error);
    }
  });

  addChangePages(app, options);
}

type ChangeRequest = FastifyRequest<{ Params: { token: string } }>;

/** `/checkout/<token>/change`: the form of the link with what its buyer typed; the checkout's address is proof enough. */
function addChangePages(app: FastifyInstance, options: PagesOptions): void {
  const path = '/checkout/:token/change';
  /** What is held by the address, or the answer where nothing can be changed. */
  const open = async (request: ChangeRequest, reply: FastifyReply, page: PageContext) => {
    const { token } = request.params;
    try {
      const row = await findCheckoutByToken(options.context, token);
      if (row.paymentLinkId && statusOf(row) === 'open') return { row, token, linkId: row.paymentLinkId };
      return seeOther(reply, withLocale(page, `/checkout/${token}`));
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 404) throw error;
      return sendVerdict(reply, page, { kind: 'checkout_not_found' }, 404);
    }
  };

  app.get(path, async (request: ChangeRequest, reply) => {
    const page = contextOf(options, request);
    options.take('read', request);
    const held = await open(request, reply, page);
    if (!('row' in held)) return held;
    const back = `/checkout/${held.token}`;
    const own = await heldPage(options, page, held, request.query as FormFields, `${back}/change`);
    if (!own || 'location' in own) return seeOther(reply, withLocale(page, back));
    return sendPage(reply, own.page);
  });

  app.post(path, async (request: ChangeRequest, reply) => {
    const page = contextOf(options, request);
    options.take('start', request);
    const held = await open(request, reply, page);
    if (!('row' in held)) return held;
    const { linkId, token } = held;
    const submission = parseBillingForm((request.body ?? {}) as FormFields, page.text);
    const again = { formPath: `/checkout/${token}/change`, held: held.row };
    if (submission.errors.length > 0)
      return showAgain(options, reply, page, linkId, submission, {
        status: 400,
        errors: submission.errors,
        notice: null,
        ...again,
      });
    try {
      const { address } = options.factsOf(request);
      const { currency } = held.row;
      // Where a payment was tried the price stays in its currency; the rest is corrected all the same.
      if (!(await amend(options, held, submission, address)))
        await amend(options, held, { body: { ...submission.body, currency } }, address);
      reply.header('set-cookie', holdCookie(options, linkId, token));
      return seeOther(reply, withLocale(page, `/checkout/${token}`));
    } catch (error) {
      return startRefused(options, reply, page, linkId, submission, error, again);
    }
  });
}

/** Writes a corrected form into the checkout that its sender holds; false when that is not possible any more. */
async function amend(
  { context }: PagesOptions,
  { row, token }: Held,
  { body }: Pick<BillingSubmission, 'body'>,
  address: string,
): Promise<boolean> {
  if (row.paymentLinkId === null) return false;
  return amendCheckout(context, { linkId: row.paymentLinkId, body, address }, requireClaims(context, token));
}

/** The page of a link for whoever holds a checkout of it; undefined when the link itself has more to say. */
async function heldPage(
  options: PagesOptions,
  page: PageContext,
  { row, token }: Held,
  query: FormFields,
  formPath: string,
): Promise<{ location: string } | { page: PageAnswer; link: NonNullable<KeptPage['link']> } | undefined> {
  const location = `/checkout/${token}`;
  if (statusOf(row) === 'processing' || row.paymentLinkId === null) return { location };
  const found = await findLink(options.context, row.paymentLinkId);
  // What was started in time may be completed.
  if (found.status === 'expired' || found.status === 'used_up') return { location };
  if (found.status !== 'active') return undefined;
  const preview = await found.read();
  const typed = Object.entries(row.billing).map(([field, value]) => [`billing_${field}`, value] as const);
  const answer = linkPage(options, page, preview, {
    status: 200,
    form: {
      values: Object.fromEntries(typed),
      hidden: readLinkQuery(query).hidden,
      errors: [],
      nonce: newNonce(options),
    },
    notice: null,
    currency: fieldText(query, 'currency') || row.currency,
    formPath,
    held: row,
  });
  return { page: answer, link: preview.snapshot };
}

type RenderedPage = Pick<KeptPage, 'link' | 'comeBackAt'> & {
  readonly page: PageAnswer;
  /** Whether it shows what was found, or what somebody changed between the two reads. */
  readonly isCurrent: boolean;
};

async function renderFound(
  options: PagesOptions,
  page: PageContext,
  found: FoundPreview | UnavailableLink,
  query: FormFields,
  nonce: string,
): Promise<RenderedPage> {
  if (found.status !== 'active') {
    const owner = await found.read();
    return { page: unavailablePage(page, found, owner), link: null, isCurrent: found.isOf(owner) };
  }
  const preview = await found.read();
  const about = { link: preview.snapshot, isCurrent: found.isOf(preview) };
  if (preview.remainingUses === 0)
    return { page: fullyHeldPage(page, preview), comeBackAt: preview.releaseAt, ...about };
  const answer = linkPage(options, page, preview, {
    status: 200,
    form: { ...readLinkQuery(query), errors: [], nonce },
    notice: null,
    currency: fieldText(query, 'currency'),
  });
  return { page: answer, ...about };
}

/** Looking ahead, as programs do with HEAD, is no view. */
function countView(
  options: PagesOptions,
  request: FastifyRequest,
  link: NonNullable<KeptPage['link']>,
): void {
  if (request.method === 'GET') options.countView(link, request);
}

async function startRefused(
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
async function showAgain(
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

function linkPage(options: PagesOptions, page: PageContext, preview: Preview, shown: ShownLink): PageAnswer {
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
    headers: { ...shown.headers, ...(shown.status === 200 && !held ? { 'cache-control': 'no-cache' } : {}) },
    frameAncestors: preview.organization.allowedEmbedOrigins,
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
    organization: showSeller(organizationFacts(organization)),
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

function organizationFacts(organization: Preview['organization']) {
  return {
    name: organization.name,
    website: organization.website,
    time_zone: organization.timeZone,
    logo_url: organization.logoUrl,
    accent_color: organization.accentColor,
    support_email: organization.supportEmail,
    terms_url: organization.termsUrl,
    version: organization.version,
  };
}

/** The page of a link whose places are all held by somebody. */
function fullyHeldPage(page: PageContext, { organization, snapshot, releaseAt }: Preview): PageAnswer {
  const view: VerdictView = {
    kind: 'link_held',
    organization: showSeller(organizationFacts(organization)),
    mode: snapshot.mode,
    release_at: releaseAt?.toISOString() ?? null,
    retry_path: `/pay/${snapshot.id}`,
  };
  return verdictPage(page, view, 409);
}

/** The page of a link that cannot be paid, with the status of the API. */
function unavailablePage(
  page: PageContext,
  { status, expiresAt }: Pick<UnavailableLink, 'status' | 'expiresAt'>,
  { organization, snapshot: { mode } }: { organization: Organization; snapshot: { mode: Mode } },
): PageAnswer {
  const about = { organization: showSeller(organizationFacts(organization)), mode };
  const kind = `link_${status}` as const;
  const view: VerdictView =
    kind === 'link_expired'
      ? { kind, ...about, expires_at: expiresAt?.toISOString() ?? null }
      : { kind, ...about };
  return verdictPage(page, view, unavailableProblem(status).status);
}

/** The page for each way in which a link refuses to be paid, with the status of the API. */
async function sendLinkProblem(
  options: PagesOptions,
  reply: FastifyReply,
  page: PageContext,
  linkId: string,
  error: unknown,
) {
  if (!(error instanceof Problem)) throw error;
  const seller = isUuid(linkId) ? await findSeller(options.context, linkId) : undefined;
  if (!seller)
    return error.status === 404
      ? sendVerdict(reply, page, { kind: 'link_not_found' }, 404)
      : Promise.reject(error);
  const { organization, mode, expiresAt } = seller;
  const about = { organization: showSeller(organizationFacts(organization)), mode };
  const unavailable = (status: UnavailableLink['status']) =>
    sendPage(reply, unavailablePage(page, { status, expiresAt }, { organization, snapshot: { mode } }));
  switch (error.code) {
    case 'link_inactive':
      return unavailable('inactive');
    case 'link_deleted':
      return unavailable('deleted');
    case 'link_used_up':
      return unavailable('used_up');
    case 'link_expired':
      return unavailable('expired');
    case 'organization_suspended':
    case 'live_mode_unavailable':
      return sendVerdict(reply, page, { kind: 'link_inactive', ...about }, error.status);
    case 'link_fully_held': {
      const release = error.extra.release_at;
      const releaseAt = typeof release === 'string' ? release : null;
      return sendVerdict(
        reply,
        page,
        { kind: 'link_held', ...about, release_at: releaseAt, retry_path: `/pay/${linkId}` },
        error.status,
        error.headers,
      );
    }
    default:
      throw error;
  }
}
