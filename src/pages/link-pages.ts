import type { FastifyInstance, FastifyRequest } from 'fastify';
import { startCheckout } from '#paying/checkouts/start-checkout.ts';
import { encodingFor } from '#platform/http/content-encoding.ts';
import type { FastPathRoute } from '#platform/http/fast-path.ts';
import {
  type FoundPreview,
  findLink,
  type UnavailableLink,
} from '#selling/payment-links/preview-payment-link.ts';
import type { PageContext } from './context.ts';
import { parseBillingForm, readLinkQuery } from './forms/billing-form.ts';
import { type FormFields, fieldText } from './forms/form-fields.ts';
import { amend, heldPage } from './held-link-page.ts';
import { findHeld, heldToken, holdCookie } from './hold-cookie.ts';
import {
  fillKeptPage,
  type KeptPage,
  keepPage,
  keptLinkPages,
  keptPageKey,
  noncePlaceholder,
  noQuery,
} from './kept-link-pages.ts';
import { fullyHeldPage, sendLinkProblem, unavailablePage } from './link-announcements.ts';
import { linkPage, showAgain, startRefused } from './link-page.ts';
import {
  contextOf,
  headersOf,
  newNonce,
  type PageAnswer,
  type PagesOptions,
  seeOther,
  sendPage,
  withLocale,
} from './page-request.ts';
import { submissionKey } from './submission-key.ts';

type LinkRequest = FastifyRequest<{ Params: { id: string } }>;

/** The page as it is kept, ahead of the framework; everything else about the address is below. */
export function fastLinkPage(options: PagesOptions): FastPathRoute {
  return {
    method: 'GET',
    path: '/pay/:id',
    answer: async ({ id, request: { headers } }) => {
      if (heldToken(headers) !== undefined) return undefined;
      const page = contextOf(options, { headers, query: noQuery }, `/pay/${id}`);
      // Whatever makes a page another than this, the framework's route says.
      const found = await findLink(options.context, id).catch(() => undefined);
      const key = found && keptPageKey(found.key, page, noQuery);
      const kept = key === undefined ? undefined : keptLinkPages(options.context.database).kept.get(key);
      if (!kept) return undefined;
      if (kept.link) options.countView(kept.link, { method: 'GET', headers });
      return fillKeptPage(kept, encodingFor(headers['accept-encoding']), page.now, () => newNonce(options));
    },
  };
}

/** `/pay/<uuid>`: what is sold, and the form that starts a checkout. */
export function addLinkPages(app: FastifyInstance, options: PagesOptions): void {
  app.get('/pay/:id', async (request: LinkRequest, reply) => {
    const page = contextOf(options, request, `/pay/${request.params.id}`);
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
      const encoding = encodingFor(request.headers['accept-encoding']);
      const { status, headers, raw } = await fillKeptPage(made, encoding, page.now, () => newNonce(options));
      return reply.code(status).headers(headers).send(Buffer.concat(raw));
    } catch (error) {
      return sendLinkProblem(options, reply, page, linkId, error);
    }
  });

  app.post('/pay/:id', async (request: LinkRequest, reply) => {
    const page = contextOf(options, request, `/pay/${request.params.id}`);
    const submission = parseBillingForm((request.body ?? {}) as FormFields, page.text);
    const linkId = request.params.id;
    try {
      options.take('start', request);
      if (submission.errors.length > 0)
        return await showAgain(options, reply, page, linkId, submission, {
          status: 400,
          errors: submission.errors,
          notice: null,
        });
      const held = await findHeld(options, linkId, heldToken(request.headers));
      if (held && (await amend(options, page, held, submission, options.factsOf(request).address)))
        return seeOther(reply, withLocale(page, `/checkout/${held.token}`));
      const key = submissionKey(options.context.fixedKey, submission.nonce, [linkId, submission.body]);
      const { session } = await startCheckout(options.context, {
        linkId,
        body: submission.body,
        idempotencyKey: key,
        address: options.factsOf(request).address,
        locale: page.locale,
        isGone: () => options.factsOf(request).isGone(),
      });
      reply.header('set-cookie', holdCookie(options, linkId, session.token));
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
