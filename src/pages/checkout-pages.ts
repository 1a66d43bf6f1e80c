import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findTransferAnswer } from '#paying/bank-transfers/get-transfer.ts';
import { findKeptPlace } from '#paying/bank-transfers/kept-place.ts';
import { markSent } from '#paying/bank-transfers/mark-sent.ts';
import { cancelCheckout } from '#paying/checkouts/close-checkout.ts';
import { findCheckoutByToken } from '#paying/checkouts/get-checkout.ts';
import { payCheckout } from '#paying/checkouts/pay-checkout.ts';
import { renewCheckout } from '#paying/checkouts/renew-checkout.ts';
import { resolveOnReturn } from '#paying/checkouts/resolve-attempt.ts';
import type { BuyersCheckout } from '#paying/checkouts/show-checkout.ts';
import { getReceiptOf } from '#paying/receipts/get-receipt.ts';
import { Problem } from '#platform/kit/problem.ts';
import {
  awaitsTransfer,
  checkoutAnnouncement,
  checkoutPageView,
  leaveView,
  mayChooseOther,
  paidByTransfer,
  processingView,
  receiptView,
  statusOf,
  transferView,
} from './checkout-views.ts';
import type { PageContext } from './context.ts';
import { type CardSubmission, cardErrorsOf, parseCardForm } from './forms/card-form.ts';
import { type FormFields, fieldText } from './forms/form-fields.ts';
import {
  contextOf,
  newNonce,
  type PagesOptions,
  seeOther,
  sendAnnouncement,
  sendPage,
  withLocale,
} from './page-request.ts';
import {
  renderCheckoutPage,
  renderLeavePage,
  renderProcessingPage,
  renderReceiptPage,
  renderTransferPage,
} from './render.tsx';
import { submissionKey } from './submission-key.ts';
import type { FailureCode, NoticeView } from './views.ts';

type TokenRequest = FastifyRequest<{ Params: { token: string } }>;
type Handler = (request: TokenRequest, reply: FastifyReply, page: PageContext) => Promise<FastifyReply>;

/** The page that a path shows: a form that is refused is shown at the checkout's own. */
function pathOf(path: string, token: string): string {
  const own = ['/transfer', '/receipt'].find((end) => path.endsWith(end)) ?? '';
  return `/checkout/${encodeURIComponent(token)}${own}`;
}

/** The way back from a provider's page names no language, so it is the one in which the buyer left. */
function asBefore(page: PageContext, { locale }: BuyersCheckout): PageContext {
  if (page.localeChosen || locale === null || locale === page.locale) return page;
  return { ...page, locale, localeChosen: true };
}

/** `/checkout/<token>` and what follows from it. The token is a bearer secret, so nothing here is kept or indexed. */
export function addCheckoutPages(app: FastifyInstance, options: PagesOptions): void {
  const add = (method: 'get' | 'post', path: string, handle: Handler) =>
    app[method](path, async (request: TokenRequest, reply) => {
      const page = contextOf(options, request, pathOf(path, request.params.token));
      if (method === 'get') options.take('read', request);
      try {
        return await handle(request, reply, page);
      } catch (error) {
        if (error instanceof Problem && error.status === 404)
          return sendAnnouncement(reply, page, { kind: 'checkout_not_found' }, 404);
        throw error;
      }
    });

  add('get', '/checkout/:token', async (request, reply, page) => {
    const { token } = request.params;
    const row = await findCheckoutByToken(options.context, token);
    const choosesOther = (request.query as Record<string, unknown>).choose === 'other';
    const transfer = awaitsTransfer(row) && (await findTransferAnswer(options.context, row, token));
    if (transfer && !(choosesOther && mayChooseOther(row, transfer.answer)))
      return seeOther(reply, withLocale(page, `/checkout/${token}/transfer`));
    return showCheckoutPage(options, reply, page, row, token, {
      status: 200,
      notice: noticeOfQuery(request),
      isChosenAnew: Boolean(transfer),
    });
  });

  add('post', '/checkout/:token/pay', async (request, reply, page) => pay(options, request, reply, page));

  add('post', '/checkout/:token/cancel', async (request, reply, page) => {
    const { token } = request.params;
    options.take('pay', request);
    try {
      await cancelCheckout(options.context, token);
    } catch (error) {
      if (!(error instanceof Problem) || error.status === 404) throw error;
      return refused(options, reply, page, token, error, undefined);
    }
    return seeOther(reply, withLocale(page, `/checkout/${token}/leave`));
  });

  add('post', '/checkout/:token/renew', async (request, reply, page) => {
    const { token } = request.params;
    options.take('pay', request);
    const outcome = await renewCheckout(options.context, token).then(
      () => 'renewed',
      (error: unknown) => {
        if (error instanceof Problem && error.code === 'checkout_not_open') return 'not_renewable';
        if (error instanceof Problem && error.code === 'place_kept_for_others') return 'others_first';
        throw error;
      },
    );
    return seeOther(reply, withLocale(page, `/checkout/${token}?notice=${outcome}`));
  });

  add('get', '/checkout/:token/transfer', async (request, reply, page) => {
    const { token } = request.params;
    const row = await findCheckoutByToken(options.context, token);
    const isShown = awaitsTransfer(row) || paidByTransfer(row);
    const transfer = isShown && (await findTransferAnswer(options.context, row, token));
    if (!transfer) return seeOther(reply, withLocale(page, `/checkout/${token}`));
    const place = await findKeptPlace(options.context.database.handle, row);
    return sendPage(reply, {
      status: 200,
      html: renderTransferPage(transferView(row, token, { ...transfer, place }, options.context), page),
      accentColour: row.organization.accent_color,
    });
  });

  add('post', '/checkout/:token/transfer/sent', async (request, reply, page) => {
    const { token } = request.params;
    options.take('pay', request);
    await markSent(options.context, token).catch((error: unknown) => {
      // It was over, or is another way by now: the page says how things stand.
      if (!(error instanceof Problem) || error.code !== 'checkout_not_open') throw error;
    });
    return seeOther(reply, withLocale(page, `/checkout/${token}/transfer`));
  });

  // A form that was refused stays at its own address; reloading it there leads back to the page.
  for (const form of ['pay', 'cancel', 'renew', 'transfer/sent']) {
    add('get', `/checkout/:token/${form}`, async (request, reply, page) =>
      // Nobody has looked at it yet, so it goes back as it could have come.
      seeOther(reply, withLocale(page, `/checkout/${encodeURIComponent(request.params.token)}`)),
    );
  }

  add('get', '/checkout/:token/return', async (request, reply, page) => {
    await resolveOnReturn(options.context, request.params.token);
    const row = await findCheckoutByToken(options.context, request.params.token);
    return seeOther(reply, withLocale(asBefore(page, row), nextPath(row, request.params.token, options)));
  });

  add('get', '/checkout/:token/leave', async (request, reply, page) => {
    const row = await findCheckoutByToken(options.context, request.params.token);
    const view = leaveView(row, options.context);
    if (!view) return seeOther(reply, withLocale(page, `/checkout/${request.params.token}`));
    return sendPage(reply, {
      status: 200,
      html: renderLeavePage(view, page),
      accentColour: row.organization.accent_color,
    });
  });

  add('get', '/checkout/:token/receipt', async (request, reply, page) => {
    const row = await findCheckoutByToken(options.context, request.params.token);
    if (row.status !== 'paid') return seeOther(reply, withLocale(page, `/checkout/${request.params.token}`));
    const view = receiptView(await getReceiptOf(options.context, row), request.params.token);
    return sendPage(reply, {
      status: 200,
      html: renderReceiptPage(view, page),
      accentColour: row.organization.accent_color,
    });
  });
}

async function pay(
  options: PagesOptions,
  request: TokenRequest,
  reply: FastifyReply,
  page: PageContext,
): Promise<FastifyReply> {
  const { token } = request.params;
  const { context } = options;
  const row = await findCheckoutByToken(context, token);
  const fields = (request.body ?? {}) as FormFields;
  const asked = fieldText(fields, 'way');
  const way = asked ? row.ways.find(({ provider }) => provider.name === asked) : row.ways[0];
  const takesCard = way?.provider.kind === 'card_form';
  const read = parseCardForm(fields, context.clock.now(), page.text);
  const submission = asked ? { ...read, way: asked } : read;
  try {
    options.take('pay', request);
    if (takesCard && row.status === 'open' && row.expiresAt > row.now && !submission.body)
      return showCheckoutPage(options, reply, page, row, token, { status: 400, notice: null, submission });
    const body = { ...(takesCard ? submission.body : {}), ...(asked ? { way: asked } : {}) };
    const idempotencyKey = submissionKey(context.fixedKey, submission.nonce, [token, body]);
    const paid = await payCheckout(context, { token, body, idempotencyKey, locale: page.locale });
    const now = await findCheckoutByToken(context, token);
    if (paid.outcome.kind !== 'declined')
      return seeOther(reply, withLocale(page, nextPath(now, token, options)));
    if (now.status === 'failed') return seeOther(reply, withLocale(page, `/checkout/${token}/leave`));
    return showCheckoutPage(options, reply, page, now, token, {
      status: 402,
      notice: null,
      submission,
      decline: paid.outcome.code,
    });
  } catch (error) {
    if (!(error instanceof Problem) || error.status === 404) throw error;
    return refused(options, reply, page, token, error, submission);
  }
}

/** A payment or cancellation that was not possible: the page that tells how things stand, with the API's status. */
async function refused(
  options: PagesOptions,
  reply: FastifyReply,
  page: PageContext,
  token: string,
  error: Problem,
  submission: Submission | undefined,
): Promise<FastifyReply> {
  const row = await findCheckoutByToken(options.context, token);
  const errors = cardErrorsOf(error.errors, page.text);
  if (errors.length > 0 && submission) {
    return showCheckoutPage(options, reply, page, row, token, {
      status: error.status,
      notice: null,
      submission: { ...submission, errors },
    });
  }
  const notice: NoticeView | null =
    error.code === 'rate_limited'
      ? { kind: 'too_many_tries', retry_after_seconds: Number(error.headers['retry-after'] ?? 60) }
      : error.status === 503
        ? { kind: 'unavailable' }
        : error.code === 'unknown_way'
          ? { kind: 'way_gone' }
          : null;
  const shown = {
    status: error.status,
    notice,
    headers: error.headers,
    ...(submission ? { submission } : {}),
  };
  return showCheckoutPage(options, reply, page, row, token, shown, error.code);
}

type Submission = CardSubmission & { readonly way?: string };

type Shown = {
  readonly status: number;
  readonly notice: NoticeView | null;
  readonly submission?: Submission;
  readonly decline?: FailureCode;
  /** The buyer who was to send a transfer looks for another way. */
  readonly isChosenAnew?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
};

/** The page of a checkout in whatever state it is. */
function showCheckoutPage(
  options: PagesOptions,
  reply: FastifyReply,
  page: PageContext,
  row: BuyersCheckout,
  token: string,
  shown: Shown,
  refusal?: string,
): FastifyReply {
  const accentColour = row.organization.accent_color;
  const status = statusOf(row);
  if (status === 'paid' && !refusal) return seeOther(reply, withLocale(page, `/checkout/${token}/receipt`));
  if (status === 'processing' && !shown.isChosenAnew) {
    const html = renderProcessingPage(processingView(row, token, options.context), page);
    return sendPage(reply, { status: shown.status, html, accentColour, headers: shown.headers ?? {} });
  }
  const announcement = checkoutAnnouncement(row, status, token, refusal);
  if (announcement)
    return sendAnnouncement(
      reply,
      page,
      announcement,
      refusal ? shown.status : announcement.kind === 'checkout_paid' ? 200 : 410,
      shown.headers,
    );
  const view = checkoutPageView(row, token, options.context, {
    notice: shown.notice,
    decline: shown.decline,
    values: valuesToShow(shown),
    errors: shown.submission?.errors ?? [],
    nonce: newNonce(options),
    way: shown.isChosenAnew ? otherThanTransfer(row) : shown.submission?.way,
  });
  return sendPage(reply, {
    status: shown.status,
    html: renderCheckoutPage(view, page),
    accentColour,
    headers: shown.headers ?? {},
  });
}

function otherThanTransfer({ ways }: BuyersCheckout): string | undefined {
  return ways.find(({ provider }) => provider.kind !== 'transfer')?.provider.name;
}

/** After a decline the card is asked for anew; the name on the next is mostly the same. */
function valuesToShow({ submission, decline }: Shown): Readonly<Record<string, string>> {
  if (!submission) return {};
  const { name } = submission.values;
  return decline ? (name ? { name } : {}) : submission.values;
}

function noticeOfQuery(request: TokenRequest): NoticeView | null {
  const { notice } = request.query as Record<string, unknown>;
  return notice === 'renewed' || notice === 'not_renewable' || notice === 'others_first'
    ? { kind: notice }
    : null;
}

/** Where the buyer goes after something happened: to the bank, back to the merchant, or to the page of the state. */
function nextPath(row: BuyersCheckout, token: string, { context }: PagesOptions): string {
  const status = statusOf(row);
  if (status === 'processing') {
    const target = processingView(row, token, context).next_action_url;
    if (target?.startsWith('/')) return target;
    return target ? `/checkout/${token}/leave` : `/checkout/${token}`;
  }
  if (status === 'paid') return row.successUrl ? `/checkout/${token}/leave` : `/checkout/${token}/receipt`;
  if (status === 'failed' && row.failedUrl) return `/checkout/${token}/leave`;
  return `/checkout/${token}`;
}
