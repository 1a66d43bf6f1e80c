import { getOrganization } from '#merchants/organizations/find-organization.ts';
import { checkBounds } from '#merchants/organizations/organization.ts';
import type { Context } from '#platform/context.ts';
import type { PaymentLinkDraft } from '#platform/contract/payment-links.ts';
import { findRate } from '#selling/exchange-rates/find-rate.ts';
import { needsRate, offersToBuyers } from './converted-offer.ts';
import { composeLink } from './create-payment-link.ts';
import { readWantedLines } from './new-payment-link.ts';
import type { Preview } from './preview-payment-link.ts';
import type { Creator } from './save-new-link.ts';

/**
 * What buyers would see of a link if it were made now. Nothing is written.
 *
 * @throws what making it would throw
 */
export async function draftPaymentLink(
  context: Context,
  caller: Creator,
  input: PaymentLinkDraft,
): Promise<Preview> {
  const wanted = readWantedLines(input.products);
  const { link, organization } = await context.database.snapshot(async (tx) => ({
    link: await composeLink(tx, context, caller, { ...input, name: '' }, wanted),
    organization: await getOrganization(tx, caller.organizationId),
  }));
  const rate = needsRate(link.lines) ? await findRate(context) : undefined;
  return {
    status: 'active',
    remainingUses: input.max_uses ?? null,
    releaseAt: null,
    snapshot: link,
    organization,
    offers: offersToBuyers(
      link,
      rate,
      (totalMinor, currency) => !checkBounds(totalMinor, currency, organization),
    ),
    expiresAt: link.expiresAt,
  };
}
