import { isolated } from '#platform/contract/directions.ts';
import { countryName } from '#platform/text/countries.ts';
import { formatDeadline } from '#platform/text/dates.ts';
import { showMoney } from '#platform/text/format.ts';
import { RichText } from '#platform/text/rich-text.tsx';
import { Written } from '#platform/text/written.tsx';
import { type PageContext, pathWith } from '../context.ts';
import { ownPath } from '../safe-url.ts';
import type { BillingView, CheckoutPageView, CheckoutView } from '../views.ts';
import { CardFields, cardLabels } from './card-fields.tsx';
import { DeclineNotice } from './decline-notice.tsx';
import { Icon } from './icon.tsx';
import { ErrorSummary, NoticeLine } from './notices.tsx';
import { OrderPane } from './order.tsx';
import { Page } from './page.tsx';
import { PageFoot } from './seller.tsx';
import { NextLine, TransferDeadline, WayLine, Ways } from './ways.tsx';

type CheckoutPageProps = { view: CheckoutPageView; context: PageContext };

/** `/checkout/<token>`: what is to be paid, and the ways to pay it; a test card is taken here, all others lead on. */
export function CheckoutPage({ view, context }: CheckoutPageProps) {
  const { checkout, form, notice } = view;
  const { text, locale, now } = context;
  const seller = checkout.organization;
  const amount = showMoney(checkout.total, checkout.currency, locale);
  const deadline = formatDeadline(new Date(checkout.expires_at * 1000), now, seller.time_zone, locale);
  const { ways } = view;
  const hasChoice = ways.length > 1;
  const only = hasChoice ? undefined : ways[0];
  const transfer = ways.find(({ kind }) => kind === 'transfer');
  const takesCard = ways.some(({ kind }) => kind === 'card_form');
  const card = takesCard && <CardFields {...{ form, context }} />;
  return (
    <Page
      context={context}
      title={titleOf(view, amount, context)}
      accentColour={seller.branding.accent_color}
      mode={checkout.mode}
      band={takesCard ? 'cards' : 'transfer'}
    >
      <main class="split" data-page="checkout">
        <OrderPane order={checkout} seller={seller} context={context} heading="toPay" />
        <section class="pane pane-act">
          <h1 tabIndex={-1}>{text(headingOf(view))}</h1>
          <form class="form" method="post" action={actionOf('pay')} noValidate data-enhance>
            <NoticeLine notice={notice} deadline={deadline} context={context} />
            <ErrorSummary errors={form.errors} labels={cardLabels(text)} context={context} />
            {form.decline && (
              <DeclineNotice
                decline={form.decline}
                checkout={checkout}
                deadline={deadline}
                context={context}
              />
            )}
            <Billed checkout={checkout} context={context} />
            {hasChoice ? (
              <Ways ways={ways} chosen={view.way} hasPlace={checkout.has_place} context={context}>
                {card}
              </Ways>
            ) : only?.kind === 'transfer' ? (
              <p class="soft">
                <WayLine way={only} hasPlace={checkout.has_place} context={context} />
              </p>
            ) : only?.kind === 'card_form' ? (
              card
            ) : (
              <LiveNote view={view} amount={amount} context={context} />
            )}
            <input type="hidden" name="nonce" value={form.nonce} />
            <Deadline checkout={checkout} deadline={deadline} context={context} />
            {transfer && hasChoice && (
              <TransferDeadline
                way={transfer}
                hasPlace={checkout.has_place}
                timeZone={seller.time_zone}
                context={context}
              />
            )}
            <button type="submit" class="button primary" data-busy={text('checkout.paying', { amount })}>
              <Icon name="lock" />
              {only?.kind === 'redirect' ? text('checkout.continueLive') : text('checkout.pay', { amount })}
            </button>
            <p class="fine centred">
              {hasChoice && <NextLine ways={ways} context={context} />}
              {only?.kind === 'transfer' && (
                <>
                  {text('way.transferNext')}
                  <br />
                </>
              )}
              <RichText
                text={text}
                message="checkout.cancelNote"
                values={{ seller: seller.name }}
                tags={{
                  link: (children) => (
                    <button type="submit" class="link" form="cancel" data-busy={text('checkout.canceling')}>
                      {children}
                    </button>
                  ),
                }}
              />
            </p>
          </form>
          {/* Forms cannot nest: the buttons above belong to these two by their `form` attribute. */}
          <form id="cancel" method="post" action={actionOf('cancel')} data-enhance />
          <form id="renew" method="post" action={actionOf('renew')} data-enhance />
          <PageFoot seller={seller} context={context} />
        </section>
      </main>
    </Page>
  );

  function actionOf(step: 'pay' | 'cancel' | 'renew'): string {
    return pathWith(context, `/checkout/${checkout.token}/${step}`);
  }
}

function headingOf({ ways }: CheckoutPageView) {
  if (ways.length > 1) return 'way.heading';
  const kind = ways[0]?.kind;
  if (kind === 'transfer') return 'way.transferHeading';
  return kind === 'card_form' ? 'checkout.heading' : 'checkout.headingLive';
}

function titleOf({ checkout, form }: CheckoutPageView, amount: string, { text }: PageContext): string {
  if (form.decline) return text('checkout.declinedTitle', { amount });
  const title = text('checkout.title', { amount, seller: checkout.organization.name });
  return form.errors.length > 0 ? text('error.title', { title }) : title;
}

type CheckoutPartProps = { checkout: CheckoutView; context: PageContext };

function Billed({ checkout, context }: CheckoutPartProps) {
  const { billing } = checkout;
  const change = checkout.change_url && ownPath(pathWith(context, checkout.change_url));
  if (billing === null) return null;
  return (
    <div class="billed">
      <p>
        <b>
          <Written>{[billing.first_name, billing.last_name].filter(Boolean).join(' ')}</Written>
        </b>
        , <Written>{placeOf(billing, context)}</Written>
        <br />
        {billing.email && <Written>{billing.email}</Written>}
      </p>
      {change && <a href={change}>{context.text('checkout.change')}</a>}
    </div>
  );
}

/** "20359 Germany". */
export function placeOf(billing: BillingView, { locale }: PageContext): string {
  const country = billing.country && countryName(billing.country, locale);
  return [isolated(billing.postal_code ?? ''), country].filter(Boolean).join(' ');
}

function Deadline({ checkout, deadline, context }: CheckoutPartProps & { deadline: string }) {
  const { text, now } = context;
  const secondsLeft = Math.floor(checkout.expires_at - now.getTime() / 1000);
  const left = (minutes: string) => text('time.minutesLeft', { minutes });
  const extendIn = checkout.renewable_in_seconds;
  return (
    <p class="deadline" {...(extendIn === null ? {} : { 'data-extend-in': String(extendIn) })}>
      <Icon name="clock" />
      <span>
        <RichText
          text={text}
          message={checkout.has_place ? 'checkout.placeKept' : 'checkout.openUntil'}
          values={{ time: deadline }}
        />
        {secondsLeft < 86_400 && (
          <span data-seconds-left={String(secondsLeft)} data-wording={left('{minutes}')}>
            , {left(String(Math.max(0, Math.floor(secondsLeft / 60))))}
          </span>
        )}
      </span>
      {checkout.renewable && (
        <button type="submit" class="link" form="renew" data-busy={text('checkout.extending')}>
          {text('checkout.extend')}
        </button>
      )}
    </p>
  );
}

function LiveNote({ view, amount, context }: CheckoutPageProps & { amount: string }) {
  const provider = view.provider_name ?? context.text('checkout.provider');
  return <p class="soft">{context.text('checkout.liveNote', { amount, provider })}</p>;
}
