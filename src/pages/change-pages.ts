import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findCheckoutByToken } from '#paying/checkouts/get-checkout.ts';
import { Problem } from '#platform/kit/problem.ts';
import { statusOf } from './checkout-views.ts';
import type { PageContext } from './context.ts';
import { parseBillingForm } from './forms/billing-form.ts';
import type { FormFields } from './forms/form-fields.ts';
import { amend, heldPage } from './held-link-page.ts';
import { holdCookie } from './hold-cookie.ts';
import { showAgain, startRefused } from './link-page.ts';
import {
  contextOf,
  type PagesOptions,
  seeOther,
  sendAnnouncement,
  sendPage,
  withLocale,
} from './page-request.ts';

type ChangeRequest = FastifyRequest<{ Params: { token: string } }>;

/** `/checkout/<token>/change`: the form of the link with what its buyer typed; the checkout's address is proof enough. */
export function addChangePages(app: FastifyInstance, options: PagesOptions): void {
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
      return sendAnnouncement(reply, page, { kind: 'checkout_not_found' }, 404);
    }
  };

  app.get(path, async (request: ChangeRequest, reply) => {
    const page = contextOf(options, request, `/checkout/${request.params.token}/change`);
    options.take('read', request);
    const held = await open(request, reply, page);
    if (!('row' in held)) return held;
    const back = `/checkout/${held.token}`;
    const own = await heldPage(options, page, held, request.query as FormFields, `${back}/change`);
    if (!own || 'location' in own) return seeOther(reply, withLocale(page, back));
    return sendPage(reply, own.page);
  });

  app.post(path, async (request: ChangeRequest, reply) => {
    const page = contextOf(options, request, `/checkout/${request.params.token}/change`);
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
      if (!(await amend(options, page, held, submission, address)))
        await amend(options, page, held, { body: { ...submission.body, currency } }, address);
      reply.header('set-cookie', holdCookie(options, linkId, token));
      return seeOther(reply, withLocale(page, `/checkout/${token}`));
    } catch (error) {
      return startRefused(options, reply, page, linkId, submission, error, again);
    }
  });
}
