import { isolated } from '#platform/contract/directions.ts';
import { countryName } from '#platform/text/countries.ts';
import { formatMoment } from '#platform/text/dates.ts';
import { addressLines, legalName } from '#platform/text/seller-lines.ts';
import { Written } from '#platform/text/written.tsx';
import type { PageContext } from '../context.ts';
import { hostOf, mailAddress, webAddress } from '../safe-url.ts';
import type { BillingView, ReceiptView, SellerView } from '../views.ts';
import { maskedCard } from './card-name.ts';
import { LanguageChoice } from './language-choice.tsx';

type PartiesProps = { view: ReceiptView; context: PageContext };

/** Number and time, seller, buyer, and what comes next. */
export function ReceiptParties({ view, context }: PartiesProps) {
  const { text, locale } = context;
  const seller = view.organization;
  const host = hostOf(seller.website);
  const paidAt = formatMoment(new Date(view.paid_at), seller.time_zone, locale);
  return (
    <div class="parties">
      <section>
        <h2>{text('receipt.receipt')}</h2>
        <ul>
          <li class="num">
            <b>{view.number}</b>
          </li>
          <li>{paidAt}</li>
          {view.card && <li class="num">{maskedCard(view.card, context)}</li>}
          <li class="mute">{text('receipt.payment', { id: view.transaction_id })}</li>
        </ul>
      </section>
      <section>
        <h2>{text('receipt.seller')}</h2>
        <ul>
          <li>
            <b>
              <Written>{legalName(seller)}</Written>
            </b>
          </li>
          {addressLines(seller.address, locale).map((line) => (
            <li>
              <Written>{line}</Written>
            </li>
          ))}
          {seller.tax_id && (
            <li class="mute">
              <Written>{text('receipt.taxId', { id: seller.tax_id })}</Written>
            </li>
          )}
          {host && <li>{host}</li>}
          {seller.branding.support_email && (
            <li>
              <Written>{seller.branding.support_email}</Written>
            </li>
          )}
        </ul>
      </section>
      {view.billing && (
        <section>
          <h2>{text('receipt.billedTo')}</h2>
          <ul>
            {buyerLines(view.billing, context).map((line) => (
              <li>
                <Written>{line}</Written>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="no-print">
        <h2>{text('receipt.next')}</h2>
        <p>{text(view.status === 'paid' ? 'receipt.nextPaid' : 'receipt.nextRefunded')}</p>
      </section>
    </div>
  );
}

function buyerLines(billing: BillingView, { text, locale }: PageContext): string[] {
  const name = [billing.first_name, billing.last_name].filter(Boolean).join(' ');
  const taxId = billing.tax_id ? text('receipt.taxId', { id: billing.tax_id }) : null;
  const city = [billing.postal_code, billing.city, billing.state]
    .filter((part) => part !== null)
    .map(isolated)
    .filter(Boolean)
    .join(' ');
  const country = billing.country && countryName(billing.country, locale);
  const place = billing.city ? [city, country] : [[city, country].filter(Boolean).join(' ')];
  const lines = [billing.company, name, taxId, billing.email, billing.line1, billing.line2, ...place];
  return lines.filter((line): line is string => Boolean(line));
}

export function ReceiptFoot({ seller, context }: { seller: SellerView; context: PageContext }) {
  const { text, platformName } = context;
  const website = webAddress(seller.website);
  const contact = mailAddress(seller.branding.support_email);
  return (
    <footer class="foot fine no-print">
      {website && <a href={website}>{text('receipt.backTo', { seller: seller.name })}</a>}
      {contact && <a href={contact}>{text('receipt.askRefund')}</a>}
      <LanguageChoice context={context} />
      <span class="push">{text('site.runsOn', { platform: platformName })}</span>
    </footer>
  );
}
