import { getOrganization } from '#merchants/organizations/find-organization.ts';
import type { PayingContext } from '#paying/context.ts';
import { findLogo } from '#paying/receipts/pdf/logo.ts';
import { oneAtATime } from '#paying/receipts/pdf/one-at-a-time.ts';
import type { PosterPaper } from '#platform/contract/payment-links.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { assert } from '#platform/kit/assert.ts';
import { formatMoney } from '#platform/text/format.ts';
import type { Locale } from '#platform/text/locales.ts';
import { type Translate, translator } from '#platform/text/translate.ts';
import { getStoredLink } from '#selling/payment-links/find-payment-links.ts';
import { offerIn } from '#selling/payment-links/payment-link.ts';
import { shareableUrl } from '#selling/payment-links/show-payment-link.ts';
import type { PaymentLink } from '#selling/payment-links/stored-link.ts';
import { renderPosterPdf } from './render-poster.ts';

/**
 * A poster of a link as a PDF, with its price in the link's own currency.
 *
 * @throws 404 for a link that is none; 503 while too many are being made
 */
export async function getPosterPdf(
  context: PayingContext,
  { organizationId }: Pick<SessionCaller, 'organizationId'>,
  linkId: string,
  paper: PosterPaper,
  locale: Locale,
): Promise<Buffer> {
  const { publicUrl, platformName } = context.config;
  const { link, organization } = await context.database.snapshot(async (handle) => ({
    link: await getStoredLink(handle, context, organizationId, linkId),
    organization: await getOrganization(handle, organizationId),
  }));
  const text = translator(locale);
  const logo = await findLogo(context, organization.logoUrl);
  const print = {
    seller: { name: organization.name, accentColour: organization.accentColor, logo },
    ...offerInWords(link, text, locale),
    url: shareableUrl(link, publicUrl),
    isTest: link.mode === 'sandbox',
    madeAt: link.createdAt,
    platformName,
  };
  return oneAtATime(() => renderPosterPdf(print, paper, locale));
}

/** What is sold, what it costs, and how tax belongs to that. */
function offerInWords({ lines, currency, pricingMode }: PaymentLink, text: Translate, locale: Locale) {
  const offer = offerIn(lines, currency, pricingMode);
  const [first, ...others] = offer?.lines ?? [];
  assert(offer && first, `A link sells something that has a price in its own currency ${currency}.`);
  const taxed = pricingMode === 'TAX_INCLUSIVE' ? 'order.totalIncluded' : 'order.totalAdded';
  return {
    what:
      others.length === 0 ? first.name : text('order.andMore', { first: first.name, count: others.length }),
    price: formatMoney(offer.totalMinor, currency, locale),
    priceNote: text(offer.taxMinor > 0n ? taxed : 'order.totalUntaxed'),
  };
}
