import { isolated } from '#platform/contract/directions.ts';
import { showMoney } from '#platform/text/format.ts';
import type { PageContext } from '../context.ts';
import { ownImage } from '../safe-url.ts';
import type { LinkView } from '../views.ts';

type LinkPreviewProps = { link: LinkView; title: string; context: PageContext };

/** Open Graph tags: what a chat shows when the link is pasted. */
export function LinkPreview({ link, title, context }: LinkPreviewProps) {
  const { text, locale, publicUrl } = context;
  const seller = link.organization;
  const amount = showMoney(link.total, link.currency, locale);
  const description = text('order.previewPrice', { amount, seller: seller.name });
  const pictures = [...link.products.map((line) => line.image_url), seller.branding.logo_url];
  const image = pictures
    .map((picture) => ownImage(picture, publicUrl))
    .find((picture) => picture !== undefined);
  const properties = {
    'og:type': 'product',
    'og:title': title,
    'og:description': description,
    'og:site_name': isolated(seller.name),
    'og:url': `${publicUrl}/pay/${link.id}`,
    'og:locale': locale,
    ...(image ? { 'og:image': `${publicUrl}${image}` } : {}),
    'product:price:amount': link.total,
    'product:price:currency': link.currency,
  };
  return (
    <>
      <meta name="description" content={description} />
      {Object.entries(properties).map(([property, content]) => (
        <meta {...{ property }} content={content} />
      ))}
    </>
  );
}
