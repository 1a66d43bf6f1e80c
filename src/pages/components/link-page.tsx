import { isolated } from '#platform/contract/directions.ts';
import { formatDayAndClock, formatDeadline, formatMoment } from '#platform/text/dates.ts';
import { showMoney } from '#platform/text/format.ts';
import { RichText } from '#platform/text/rich-text.tsx';
import { type PageContext, pathWith } from '../context.ts';
import { durationText, zoneText } from '../durations.ts';
import type { LinkPageView, LinkView, NoticeView } from '../views.ts';
import { BillingFields, billingLabels } from './billing-fields.tsx';
import { Icon } from './icon.tsx';
import { LinkPreview } from './link-preview.tsx';
import { ErrorSummary, NoticeLine } from './notices.tsx';
import { OrderPane } from './order.tsx';
import { Page } from './page.tsx';
import { PageFoot } from './seller.tsx';

const formId = 'billing';

type LinkPageProps = { view: LinkPageView; context: PageContext };

/** `/pay/<uuid>`: what you buy, what it costs, who sells it, and who you are. */
export function LinkPage({ view, context }: LinkPageProps) {
  const { link, form, notice } = view;
  const { text, locale, now } = context;
  const seller = link.organization;
  const { held } = view;
  const deadline = held
    ? formatDeadline(new Date(held.expires_at * 1000), now, seller.time_zone, locale)
    : '';
  const amount = showMoney(link.total, link.currency, locale);
  const title = text('link.title', { what: whatIsSold(link, context), seller: seller.name });
  return (
    <Page
      context={context}
      title={form.errors.length > 0 ? text('error.title', { title }) : title}
      accentColour={seller.branding.accent_color}
      mode={link.mode}
      head={<LinkPreview link={link} title={whatIsSold(link, context)} context={context} />}
    >
      <main class="split" data-page="link">
        <OrderPane
          order={link}
          seller={seller}
          context={context}
          heading="total"
          currencySwitch={<CurrencySwitch view={view} context={context} />}
          note={<Note link={link} context={context} />}
          facts={<Facts view={view} context={context} />}
        />
        <section class="pane pane-act">
          <h1 tabIndex={-1}>{text('link.heading')}</h1>
          {/* The page may stand in a merchant's frame; all that follows it may not. */}
          <form
            class="form"
            id={formId}
            method="post"
            action={pathWith(context, view.form_path)}
            target="_top"
            noValidate
            data-enhance
          >
            <NoticeLine notice={notice ?? heldNotice(view)} deadline={deadline} context={context} />
            <ErrorSummary errors={form.errors} labels={billingLabels(text)} context={context} />
            <BillingFields form={form} context={context} />
            <input type="hidden" name="currency" value={link.currency} />
            {Object.entries(form.hidden).map(([name, value]) => (
              <input type="hidden" name={name} value={value} />
            ))}
            <button type="submit" class="button primary" data-busy={text('link.continuing')}>
              {text('link.continue', { amount })}
            </button>
            <p class="fine centred">{text('link.nothingYet')}</p>
          </form>
          <PageFoot seller={seller} context={context} query={queryOf(view)} />
        </section>
      </main>
      {/* Last of all: up to here a kept page is packed once for everybody. */}
      <input type="hidden" name="nonce" value={form.nonce} form={formId} />
    </Page>
  );
}

/** Tells whoever comes back that nothing is lost; errors have the word before it. */
function heldNotice({ held, form }: LinkPageView): NoticeView | null {
  return held?.has_place && form.errors.length === 0 ? { kind: 'place_held' } : null;
}

/** "Darkroom weekend and 2 more": the page's name in a tab or a chat. */
function whatIsSold(link: LinkView, { text }: PageContext): string {
  const [first, ...others] = link.products;
  if (first === undefined) return isolated(link.organization.name);
  return others.length === 0
    ? isolated(first.name)
    : text('order.andMore', { first: first.name, count: others.length });
}

/** What the address says besides, so that it says so in another currency or language too. */
function queryOf({ link, form }: LinkPageView) {
  return { ...form.hidden, prefilled_email: form.values.billing_email, currency: link.currency };
}

/** Plain links, so that it works without script and can be shared. */
function CurrencySwitch({ view, context }: LinkPageProps) {
  const { link } = view;
  if (link.currencies.length < 2) return null;
  return (
    <nav class="segment" aria-label={context.text('order.currency')}>
      {[...link.currencies].sort().map((currency) => (
        <a
          href={pathWith(context, view.form_path, { ...queryOf(view), currency })}
          aria-current={currency === link.currency ? 'true' : undefined}
          data-keep-values
        >
          {currency}
        </a>
      ))}
    </nav>
  );
}

/** Places and last day in one line, for phones, where the order is folded. */
function Note({ link, context }: { link: LinkView; context: PageContext }) {
  const { text, locale } = context;
  const places =
    link.remaining_uses === null ? undefined : text('link.places', { count: link.remaining_uses });
  const moment =
    link.expires_at && formatMoment(new Date(link.expires_at), link.organization.time_zone, locale);
  if (places === undefined && !moment) return null;
  return (
    <p class="phone-note">
      {places && moment && <RichText text={text} message="link.noteBoth" values={{ places, moment }} />}
      {places && !moment && <RichText text={text} message="link.notePlaces" values={{ places }} />}
      {!places && moment && <RichText text={text} message="link.noteUntil" values={{ moment }} />}
    </p>
  );
}

function Facts({ view, context }: LinkPageProps) {
  const { text, locale } = context;
  const { link, hold_seconds } = view;
  const zone = link.organization.time_zone;
  const end = link.expires_at === null ? null : new Date(link.expires_at);
  const places = link.remaining_uses;
  return (
    <>
      {places !== null && (
        <li>
          <Icon name="places" />
          <span>
            <RichText
              text={text}
              message="link.placesLeft"
              values={{ count: places, duration: durationText(hold_seconds, text) }}
            />
          </span>
        </li>
      )}
      {end && (
        <li>
          <Icon name="clock" />
          <span>
            <RichText
              text={text}
              message="link.onSaleUntil"
              values={{ moment: formatDayAndClock(end, zone, locale), zone: zoneText(end, zone, text) }}
            />
          </span>
        </li>
      )}
    </>
  );
}
