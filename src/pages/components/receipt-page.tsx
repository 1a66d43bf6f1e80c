import type { ComponentChildren } from 'preact';
import { formatPercent, showMoney } from '#platform/text/format.ts';
import { Written } from '#platform/text/written.tsx';
import { isTaxed, linePrice } from '../amounts.ts';
import { type PageContext, pathWith } from '../context.ts';
import { linkTarget } from '../safe-url.ts';
import type { LineView, ReceiptView } from '../views.ts';
import { Amount } from './amount.tsx';
import { Icon } from './icon.tsx';
import { Page } from './page.tsx';
import { ReceiptFoot, ReceiptParties } from './receipt-parties.tsx';
import { ReceiptSeal } from './receipt-seal.tsx';
import { ReceiptSums } from './receipt-sums.tsx';
import { Seller } from './seller.tsx';

type ReceiptProps = { view: ReceiptView; context: PageContext };

const pills = {
  paid: { look: 'positive', icon: 'check', word: 'receipt.paid' },
  refund_pending: { look: 'neutral', icon: 'clock', word: 'receipt.refundPending' },
  partially_refunded: { look: 'neutral', icon: 'return', word: 'receipt.partlyRefunded' },
  refunded: { look: 'neutral', icon: 'return', word: 'receipt.refunded' },
} as const;

/** The receipt: on screen, on paper and as proof. */
export function ReceiptPage({ view, context }: ReceiptProps) {
  const { text } = context;
  const seller = view.organization;
  const pdf = linkTarget(view.pdf_url);
  const pill = pills[view.status];
  return (
    <Page
      context={context}
      title={text('receipt.title', { number: view.number, seller: seller.name })}
      accentColour={seller.branding.accent_color}
      mode={view.mode}
      band={view.card === null ? 'moved' : 'cards'}
    >
      <main class="solo receipt" data-page="receipt">
        <div class="receipt-head">
          <Seller seller={seller} context={context} />
          <p class="no-print">
            <button class="button secondary small" type="button" data-print hidden>
              <Icon name="printer" />
              {text('receipt.print')}
            </button>
            {pdf && (
              <a class="button secondary small" href={pathWith(context, pdf, { locale: context.locale })}>
                <Icon name="download" />
                {text('receipt.pdf')}
              </a>
            )}
          </p>
        </div>
        <div class="paper">
          <div class="receipt-top">
            <div>
              <h1 tabIndex={-1}>{headingOf(view, context)}</h1>
              <Headline view={view} context={context} />
            </div>
            <span class={`pill ${pill.look}`}>
              <Icon name={pill.icon} />
              {text(pill.word)}
            </span>
          </div>
          <div class="receipt-body">
            <ReceiptParties view={view} context={context} />
            <Items view={view} context={context} />
            <ReceiptSums view={view} context={context} />
          </div>
          <ReceiptSeal view={view} context={context} />
        </div>
        <ReceiptFoot seller={seller} context={context} />
      </main>
    </Page>
  );
}

function headingOf({ status, billing }: ReceiptView, { text }: PageContext): string {
  if (status === 'refunded') return text('receipt.refundedHeading');
  if (status === 'partially_refunded') return text('receipt.partlyRefundedHeading');
  if (status === 'refund_pending') return text('receipt.refundPendingHeading');
  const name = billing?.first_name;
  return name ? text('receipt.thanks', { name }) : text('receipt.thanksPlain');
}

/** The amount this page is about: what was paid, or what went back. */
function Headline({ view, context }: ReceiptProps) {
  const { text, locale } = context;
  const isBack = view.status === 'refunded' || view.status === 'partially_refunded';
  const paid = showMoney(view.total, view.currency, locale);
  return (
    <>
      <p class="amount">
        <Amount
          amount={isBack ? view.refunded_amount : view.total}
          currency={view.currency}
          context={context}
          withCode
        />
      </p>
      {isBack && <p class="fine">{text('receipt.ofPaid', { amount: paid })}</p>}
      {view.status === 'refund_pending' && <p class="fine">{text('receipt.refundNotFinal')}</p>}
    </>
  );
}

/** A table on paper and wide screens; on a phone quantity, unit price and tax move under the name. */
function Items({ view, context }: ReceiptProps) {
  const { text, locale } = context;
  const taxed = isTaxed(view);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{text('receipt.item')}</th>
          <Heading>{text('receipt.quantity')}</Heading>
          <Heading>{text('receipt.unit')}</Heading>
          {taxed && <Heading>{text('receipt.tax')}</Heading>}
          <th scope="col" class="end">
            {text('receipt.lineTotal')}
          </th>
        </tr>
      </thead>
      <tbody>
        {view.products.map((line) => (
          <tr>
            <td>
              <Written>{line.name}</Written>
              <p class="fine only-phone">{detailOf(line)}</p>
            </td>
            <td class="end wide">{line.quantity}</td>
            <td class="end wide">
              <Amount amount={line.unit_price} currency={view.currency} context={context} />
            </td>
            {taxed && <td class="end wide">{formatPercent(line.tax_rate, locale)}</td>}
            <td class="end">
              <Amount amount={linePrice(line, view)} currency={view.currency} context={context} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );

  function detailOf(line: LineView): string {
    const price = showMoney(line.unit_price, view.currency, locale);
    const quantity = text('order.lineQuantity', { quantity: line.quantity, price });
    return taxed
      ? `${quantity}, ${text('order.lineTax', { rate: formatPercent(line.tax_rate, locale) })}`
      : quantity;
  }
}

function Heading({ children }: { children: ComponentChildren }) {
  return (
    <th scope="col" class="end wide">
      {children}
    </th>
  );
}
