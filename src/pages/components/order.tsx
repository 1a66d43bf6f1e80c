import type { ComponentChildren } from 'preact';
import { formatDay } from '#platform/text/dates.ts';
import { formatExchangeRate, formatMoney, formatPercent, showMoney } from '#platform/text/format.ts';
import { RichText } from '#platform/text/rich-text.tsx';
import { sellerInOneLine } from '#platform/text/seller-lines.ts';
import { Written } from '#platform/text/written.tsx';
import { isTaxed, linePrice, taxesOf } from '../amounts.ts';
import type { PageContext } from '../context.ts';
import { ownImage } from '../safe-url.ts';
import type { LineView, OrderView, SellerView } from '../views.ts';
import { Amount } from './amount.tsx';
import { Icon } from './icon.tsx';
import { Seller } from './seller.tsx';
import { TaxExplained } from './tax-explained.tsx';

type OrderProps = { order: OrderView; context: PageContext };

type OrderPaneProps = OrderProps & {
  seller: SellerView;
  /** Whether the amount is only shown yet or already asked for. */
  heading: 'total' | 'toPay' | 'transfer';
  currencySwitch?: ComponentChildren;
  /** One line that stays visible where the order folds. */
  note?: ComponentChildren;
  facts?: ComponentChildren;
  /** What stands below the sums. */
  after?: ComponentChildren;
};

/**
 * The left half: seller, amount, lines and sums. On a phone all but seller and amount folds. The `<details>` holds
 * only its summary and the stylesheet folds what follows, because no browser's style can open a closed `<details>`.
 */
export function OrderPane(props: OrderPaneProps) {
  const { order, seller, context, heading, currencySwitch, note, facts, after } = props;
  const { text } = context;
  return (
    <section class="pane pane-order" aria-label={text('order.label')}>
      <Seller seller={seller} context={context} />
      <div class="due">
        <div>
          <p>{text(headingKey(order, heading))}</p>
          <p class="amount">
            <Amount amount={order.total} currency={order.currency} context={context} withCode />
          </p>
        </div>
        {currencySwitch}
      </div>
      {note}
      <details class="order-fold">
        <summary>
          <Icon name="chevron" />
          {text('order.whatYouBuy')} <span>{text('order.items', { count: order.products.length })}</span>
        </summary>
      </details>
      <div class="order">
        <Lines order={order} context={context} />
        <Sums order={order} context={context} totalLabel={text('order.total')} />
        <ul class="facts">
          {facts}
          <ConversionFact order={order} context={context} open={heading === 'total'} />
        </ul>
        {after}
        <div class="order-foot fine">
          <p>{text('order.soldBy', { seller: sellerInOneLine(seller, context.locale) })}</p>
          <TaxExplained order={order} context={context} />
        </div>
      </div>
    </section>
  );
}

function headingKey(order: OrderView, heading: OrderPaneProps['heading']) {
  if (heading === 'transfer') return 'transfer.toPay';
  if (!isTaxed(order)) return `order.${heading}Untaxed` as const;
  return `order.${heading}${order.pricing_mode === 'TAX_INCLUSIVE' ? 'Included' : 'Added'}` as const;
}

function Lines({ order, context }: OrderProps) {
  const images = order.products.map((line) => ownImage(line.image_url, context.publicUrl));
  const withImages = images.some((image) => image !== undefined);
  return (
    <ul class={withImages ? 'lines with-images' : 'lines'}>
      {order.products.map((line, index) => (
        <li>
          {withImages && <LineImage image={images[index]} />}
          <div class="what">
            <Written>{line.name}</Written>
            {line.description && (
              <p class="fine">
                <Written>{line.description}</Written>
              </p>
            )}
            <LineDetail line={line} order={order} context={context} />
          </div>
          <Amount amount={linePrice(line, order)} currency={order.currency} context={context} />
        </li>
      ))}
    </ul>
  );
}

function LineImage({ image }: { image: string | undefined }) {
  return image ? <img src={image} alt="" width="48" height="48" loading="lazy" /> : <i />;
}

/** "2 × €38.50, 19% tax": the quantity where it is not one, the tax where there is any. */
function LineDetail({ line, order, context }: OrderProps & { line: LineView }) {
  const { text, locale } = context;
  const price = showMoney(line.unit_price, order.currency, locale);
  const quantity =
    line.quantity === 1 ? [] : [text('order.lineQuantity', { quantity: line.quantity, price })];
  const rate = isTaxed(order) ? [text('order.lineTax', { rate: formatPercent(line.tax_rate, locale) })] : [];
  const details = [...quantity, ...rate];
  return details.length > 0 ? <p class="fine num-line">{details.join(', ')}</p> : null;
}

/** Net, tax by rate, and the total under a double rule: it adds up on the page. */
export function Sums({ order, context, totalLabel }: OrderProps & { totalLabel: string }) {
  const { text, locale } = context;
  const taxKey = order.pricing_mode === 'TAX_INCLUSIVE' ? 'order.includedTax' : 'order.addedTax';
  return (
    <dl class="sum">
      <div>
        <dt>{text('order.net')}</dt>
        <dd>
          <Amount amount={order.subtotal} currency={order.currency} context={context} />
        </dd>
      </div>
      {taxesOf(order).map(({ rate, taxMinor }) => (
        <div>
          <dt>{text(taxKey, { rate: formatPercent(rate, locale) })}</dt>
          <dd class="num">{formatMoney(taxMinor, order.currency, locale)}</dd>
        </div>
      ))}
      <div class="sum-total">
        <dt>{totalLabel}</dt>
        <dd>
          <Amount amount={order.total} currency={order.currency} context={context} withCode />
        </dd>
      </div>
    </dl>
  );
}

function ConversionFact({ order, context, open }: OrderProps & { open: boolean }) {
  const { text, locale, platformName } = context;
  const { conversion } = order;
  if (conversion === null) return null;
  const values = { from: conversion.from, rate: formatExchangeRate(conversion.rate, locale) };
  // A published day is a calendar date, not an instant: it is read and shown in UTC so that no zone shifts it.
  const day = conversion.date && formatDay(new Date(`${conversion.date}T00:00:00Z`), 'UTC', locale);
  return (
    <li>
      <Icon name="rate" />
      <span>
        {conversion.source === 'ecb' && day ? (
          <RichText
            text={text}
            message={`order.convertedByBank${open ? '' : 'Fixed'}`}
            values={{ ...values, day }}
          />
        ) : (
          <RichText
            text={text}
            message={`order.convertedByPlatform${open ? '' : 'Fixed'}`}
            values={{ ...values, platform: platformName }}
          />
        )}
      </span>
    </li>
  );
}
