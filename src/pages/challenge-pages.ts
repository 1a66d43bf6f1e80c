import type { FastifyInstance, FastifyRequest } from 'fastify';
import { findCheckoutByToken } from '#paying/checkouts/get-checkout.ts';
import { showSeller } from '#paying/checkouts/show-checkout.ts';
import { answerChallenge, type ChallengeOutcome, findChallenge } from '#paying/sandbox/challenge.ts';
import { openReturnUrl } from '#paying/sandbox/secret-addresses.ts';
import { formatAmount, isCurrency } from '#platform/kit/money.ts';
import { Problem } from '#platform/kit/problem.ts';
import { type FormFields, fieldText } from './forms/form-fields.ts';
import { contextOf, type PagesOptions, seeOther, sendAnnouncement, sendPage } from './page-request.ts';
import { renderChallengePage } from './render.tsx';

type ChallengeRequest = FastifyRequest<{ Params: { id: string } }>;

const outcomes: readonly ChallengeOutcome[] = ['approve', 'refuse', 'abandon'];

/** The sandbox bank's own page: a buyer proves, refuses or walks away. */
export function addChallengePages(app: FastifyInstance, options: PagesOptions): void {
  const { context } = options;

  app.get('/sandbox/challenge/:id', async (request: ChallengeRequest, reply) => {
    const page = contextOf(options, request, `/sandbox/challenge/${request.params.id}`);
    try {
      const payment = await findChallenge(context, request.params.id);
      const returnPath = pathOf(
        openReturnUrl(context.config.encryptionKeys, payment),
        context.config.publicUrl,
      );
      if (payment.status !== 'requires_action') return seeOther(reply, returnPath);
      const row = await findCheckoutByToken(context, tokenOf(returnPath));
      const view = {
        organization: showSeller(row.organization),
        mode: row.mode,
        currency: isCurrency(payment.currency) ? payment.currency : row.currency,
        amount: formatAmount(payment.amountMinor),
        card: payment.cardLast4 ? { brand: payment.cardBrand, last4: payment.cardLast4 } : null,
        asked_at: payment.createdAt.toISOString(),
        action: `/sandbox/challenge/${request.params.id}`,
      };
      return sendPage(reply, {
        status: 200,
        html: renderChallengePage(view, page),
        accentColour: row.organization.accent_color,
      });
    } catch (error) {
      if (error instanceof Problem && error.status === 404)
        return sendAnnouncement(reply, page, { kind: 'page_not_found' }, 404);
      throw error;
    }
  });

  app.post('/sandbox/challenge/:id', async (request: ChallengeRequest, reply) => {
    const page = contextOf(options, request, `/sandbox/challenge/${request.params.id}`);
    const chosen = fieldText((request.body ?? {}) as FormFields, 'outcome');
    const outcome = outcomes.find((candidate) => candidate === chosen);
    try {
      const { id } = await findChallenge(context, request.params.id);
      if (!outcome) {
        return seeOther(reply, `/sandbox/challenge/${request.params.id}`);
      }
      const returnUrl = await answerChallenge(context, id, outcome);
      return seeOther(reply, pathOf(returnUrl, context.config.publicUrl));
    } catch (error) {
      if (error instanceof Problem && error.status === 404)
        return sendAnnouncement(reply, page, { kind: 'page_not_found' }, 404);
      throw error;
    }
  });
}

/** Our own addresses are told as paths, so that they hold whatever name the browser knows us by. */
function pathOf(url: string, publicUrl: string): string {
  return url.startsWith(`${publicUrl}/`) ? url.slice(publicUrl.length) : url;
}

function tokenOf(returnPath: string): string {
  return /^\/checkout\/([^/]+)\/return$/.exec(returnPath)?.[1] ?? '';
}
