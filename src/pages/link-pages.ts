import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Organization } from '#merchants/organizations/organization.ts';
import { findSeller } from '#paying/checkouts/find-seller.ts';
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
import type { PageContext } from './context.ts';
import {
  type BillingSubmission,
  billingErrorsOf,
  parseBillingForm,
  readLinkQuery,
} from './forms/billing-form.ts';
import { type FormFields, fieldText } from './forms/form-fields.ts';
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
import type { BillingFormView, LinkView, NoticeView, VerdictView } from './views.ts';

type LinkRequest = FastifyRequest<{ Params: { id: string } }>;

/** The page as it is kept, ahead of the framework; everything else about the address is below. */
export function expressLinkPage(options: PagesOptions): ExpressRoute {
  return {
    method: 'GET',
    path: '/pay/:id',
    answer: async ({ id, request: { headers } }) => {
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
      const key = submissionKey(options.context.fixedKey, submission.nonce, [linkId, submission.body]);
      const { session } = await startCheckout(options.context, {
        linkId,
        body: submission.body,
        idempotencyKey: key,
        address: options.factsOf(request).address,
        isGone: () => options.factsOf(request).isGone(),
      });
      return seeOther(reply, withLocale(page, `/checkout/${session.token}`));
    } catch (error) {
      return startRefused(options, reply, page, linkId, submission, error);
    }
  });
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
    return { page: heldPage(page, preview), comeBackAt: preview.releaseAt, ...about };
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
  again: {
    status: number;
    errors: BillingFormView['errors'];
    notice: NoticeView | null;
    headers?: Record<string, string>;
  },
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

function linkPage(
  options: PagesOptions,
  page: PageContext,
  preview: Preview,
  shown: {
    status: number;
    form: BillingFormView;
    notice: NoticeView | null;
    currency: string;
    headers?: Record<string, string>;
  },
): PageAnswer {
  const view = {
    link: linkView(preview, shown.currency),
    form: shown.form,
    notice: shown.notice,
    hold_seconds: options.context.config.checkoutTtlSeconds,
  };
  return {
    status: shown.status,
    html: renderLinkPage(view, page),
    accentColour: preview.organization.accentColor,
    headers: { ...shown.headers, ...(shown.status === 200 ? { 'cache-control': 'no-cache' } : {}) },
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
function heldPage(page: PageContext, { organization, snapshot, releaseAt }: Preview): PageAnswer {
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
