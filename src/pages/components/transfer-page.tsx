import { formatShortDay, formatShortMoment, formatWeekdayAndClock } from '#platform/text/dates.ts';
import { showMoney } from '#platform/text/format.ts';
import { RichText } from '#platform/text/rich-text.tsx';
import { type PageContext, pathWith } from '../context.ts';
import { zoneText } from '../durations.ts';
import type { TransferView } from '../views.ts';
import { Amount } from './amount.tsx';
import { Icon } from './icon.tsx';
import { OrderPane } from './order.tsx';
import { Page } from './page.tsx';
import { Refresh } from './refresh.tsx';
import { PageFoot, Seller } from './seller.tsx';
import { Step } from './track.tsx';
import { TransferAccount, TransferCode } from './transfer-account.tsx';
import { TransferBar } from './transfer-bar.tsx';

type TransferPageProps = { view: TransferView; context: PageContext };

const pollSeconds = 10;
/** Without script the page is fetched anew as a whole, which must not happen while somebody copies from it. */
const refreshSeconds = 60;

/** `/checkout/<token>/transfer`: what to send by bank, and how far it is. Asks for news by itself. */
export function TransferPage({ view, context }: TransferPageProps) {
  const { transfer, organization: seller, token } = view;
  const here = pathWith(context, `/checkout/${token}/transfer`);
  const isWaiting = transfer.status === 'waiting';
  const polling = {
    // What has changed is another page.
    'data-page': `transfer-${transfer.status}-${transfer.received_amount}-${transfer.on_its_way_amount}`,
    'data-poll-path': here,
    'data-poll-seconds': String(pollSeconds),
  };
  return (
    <Page
      context={context}
      title={headingOf(view, context).title}
      accentColour={seller.branding.accent_color}
      mode={view.mode}
      band="transfer"
      head={transfer.status === 'arrived' ? null : <Refresh seconds={refreshSeconds} path={here} />}
    >
      {isWaiting ? (
        <main class="split" {...polling}>
          <OrderPane
            order={view.order}
            seller={seller}
            context={context}
            heading="transfer"
            after={<NextSteps view={view} context={context} place="wide" />}
          />
          <section class="pane pane-act">
            <h1 tabIndex={-1}>{context.text('transfer.heading')}</h1>
            <Waiting view={view} context={context} />
            <PageFoot seller={seller} context={context} />
          </section>
        </main>
      ) : (
        <main
          class="solo"
          {...(transfer.status === 'arrived' ? { 'data-page': 'transfer-arrived' } : polling)}
        >
          <Seller seller={seller} context={context} />
          <div class="card">
            <Told view={view} context={context} />
          </div>
          <PageFoot seller={seller} context={context} />
        </main>
      )}
    </Page>
  );
}

function headingOf({ transfer, organization }: TransferView, context: PageContext) {
  const { text, locale } = context;
  const amount = (value: string) => showMoney(value, transfer.currency, locale);
  const values = {
    amount: amount(transfer.amount),
    received: amount(transfer.received_amount),
    missing: amount(transfer.missing_amount),
  };
  const same = (heading: string) => ({ heading, title: heading });
  switch (transfer.status) {
    case 'waiting': {
      const title = text('transfer.title', { amount: values.amount, seller: organization.name });
      return { title, heading: text('transfer.heading') };
    }
    case 'part':
      return same(text('transfer.partHeading', { received: values.received, missing: values.missing }));
    case 'on_its_way': {
      const coming =
        transfer.received_amount === '0.00' ? transfer.on_its_way_amount : transfer.missing_amount;
      return same(text('transfer.wayHeading', { amount: amount(coming) }));
    }
    case 'sent':
      return same(text('transfer.sentHeading', { amount: values.amount }));
    case 'arrived':
      return same(text('transfer.arrivedHeading'));
    case 'taken_back':
      return same(text('transfer.takenBackHeading', { amount: values.missing }));
  }
}

function Waiting({ view, context }: TransferPageProps) {
  const { text } = context;
  return (
    <div class="transfer">
      <p class="soft">{text('transfer.lead')}</p>
      <TransferAccount view={view} context={context} />
      <TransferCode view={view} context={context} />
      <Deadline view={view} context={context} />
      <SentForm view={view} context={context} />
      <NextSteps view={view} context={context} place="phone" />
    </div>
  );
}

/** All states in which something is known of the money, as one card. */
function Told({ view, context }: TransferPageProps) {
  const { text, locale } = context;
  const { transfer } = view;
  const { heading } = headingOf(view, context);
  const total = (
    <p class="amount">
      <Amount amount={transfer.amount} currency={transfer.currency} context={context} withCode />
    </p>
  );
  switch (transfer.status) {
    case 'part':
      return (
        <>
          <h1 tabIndex={-1}>{heading}</h1>
          <TransferBar transfer={transfer} context={context} />
          <PartSums view={view} context={context} />
          <TransferAccount view={view} context={context} />
          <TransferCode view={view} context={context} />
          <Deadline view={view} context={context} />
          <SentForm view={view} context={context} />
          <Known view={view} context={context} />
        </>
      );
    case 'arrived':
      return (
        <>
          <div>
            <span class="pill positive">
              <Icon name="check" />
              {text('transfer.paid')}
            </span>
            <h1 tabIndex={-1}>{heading}</h1>
            {total}
          </div>
          <TransferBar transfer={transfer} context={context} />
          <Track view={view} context={context} />
          <a class="button primary" href={pathWith(context, view.receipt_path)}>
            {text('transfer.viewReceipt')}
          </a>
          <Known view={view} context={context} />
        </>
      );
    case 'taken_back':
      return (
        <>
          <h1 tabIndex={-1}>{heading}</h1>
          <p class="lead">{text('transfer.takenBackLead', { seller: view.organization.name })}</p>
          <Known view={view} context={context} />
        </>
      );
    default:
      return (
        <>
          <h1 tabIndex={-1}>{heading}</h1>
          <p class="lead">{text(transfer.status === 'sent' ? 'transfer.sentLead' : 'transfer.wayLead')}</p>
          {transfer.status === 'on_its_way' && <TransferBar transfer={transfer} context={context} />}
          <Track view={view} context={context} />
          <p class="ruled">
            {text('transfer.mayClose')}{' '}
            <RichText
              text={text}
              message={transfer.has_place ? 'transfer.placeStays' : 'transfer.waitsUntil'}
              values={deadlineOf(view, context)}
            />
          </p>
          {transfer.status === 'sent' && (
            <details class="fold">
              <summary>
                <Icon name="plus" />
                {text('transfer.showAgain')}
              </summary>
              <div class="fold-fields">
                <TransferAccount view={view} context={context} />
              </div>
            </details>
          )}
          <Known view={view} context={context} />
        </>
      );
  }

  function Known({ view: known }: TransferPageProps) {
    return (
      <p class="fine">
        <RichText
          text={text}
          message="transfer.payment"
          values={{
            id: <code>{known.transfer.transaction_id}</code>,
            reference: <code>{known.transfer.reference_grouped}</code>,
          }}
        />
      </p>
    );
  }

  function PartSums({ view: { transfer: part, organization } }: TransferPageProps) {
    const less = (amount: string) => <span class="num">−{showMoney(amount, part.currency, locale)}</span>;
    const day = part.arrived_at && formatShortDay(new Date(part.arrived_at), organization.time_zone, locale);
    return (
      <dl class="sum">
        <div>
          <dt>{text('transfer.toPayTotal')}</dt>
          <dd class="num">{showMoney(part.amount, part.currency, locale)}</dd>
        </div>
        <div>
          <dt>{text('transfer.arrivedOn', { day: day ?? '' })}</dt>
          <dd>{less(part.received_amount)}</dd>
        </div>
        {part.on_its_way_amount !== '0.00' && (
          <div>
            <dt>{text('transfer.comes')}</dt>
            <dd>{less(part.on_its_way_amount)}</dd>
          </div>
        )}
        <div class="sum-total">
          <dt>{text('transfer.toSend')}</dt>
          <dd>
            <Amount amount={part.to_send_amount} currency={part.currency} context={context} withCode />
          </dd>
        </div>
      </dl>
    );
  }
}

function deadlineOf({ transfer, organization }: TransferView, { text, locale }: PageContext) {
  const at = new Date(transfer.deadline_at);
  return {
    time: formatWeekdayAndClock(at, organization.time_zone, locale),
    zone: zoneText(at, organization.time_zone, text),
  };
}

function Deadline({ view, context }: TransferPageProps) {
  return (
    <p class="ruled with-icon">
      <Icon name="clock" />
      <span>
        <RichText
          text={context.text}
          message={view.transfer.has_place ? 'transfer.kept' : 'transfer.open'}
          values={deadlineOf(view, context)}
        />
        {view.place === 'none' && ` ${context.text('transfer.noPlace')}`}
      </span>
    </p>
  );
}

/** Never needed, so that whoever forgets it loses nothing. */
function SentForm({ view, context }: TransferPageProps) {
  const { text } = context;
  const path = (end: string) => pathWith(context, `/checkout/${view.token}${end}`);
  if (view.transfer.sent_at !== null) return null;
  return (
    <div class="actions no-print">
      <form method="post" action={path('/transfer/sent')} data-enhance>
        <button type="submit" class="button primary" data-busy={text('transfer.sending')}>
          {text('transfer.sent')}
        </button>
      </form>
      {view.transfer.status === 'waiting' && (
        <form class="fine centred" method="post" action={path('/cancel')} data-enhance>
          {text('transfer.sentNote')}
          <br />
          {view.has_other_ways ? (
            <a href={path('?choose=other')}>{text('transfer.otherWay')}</a>
          ) : (
            <RichText
              text={text}
              message="checkout.cancelNote"
              values={{ seller: view.organization.name }}
              tags={{
                link: (children) => (
                  <button type="submit" class="link" data-busy={text('checkout.canceling')}>
                    {children}
                  </button>
                ),
              }}
            />
          )}
        </form>
      )}
    </div>
  );
}

/** Beside the order where there is room for it, below all else on a phone. */
function NextSteps({ view, context, place }: TransferPageProps & { place: 'wide' | 'phone' }) {
  const { text, locale } = context;
  const { transfer, payer_email } = view;
  const id = `next-${place}`;
  return (
    <section class={`next-steps ${place}-only`} aria-labelledby={id}>
      <h2 id={id}>{text('transfer.next')}</h2>
      <ol class="track">
        <Step
          kind="to-come"
          title={text('transfer.youSend', { amount: showMoney(transfer.amount, transfer.currency, locale) })}
        >
          {text('transfer.youSendNote')}
        </Step>
        <Step kind="to-come" title={text('transfer.arrives')}>
          {text('transfer.arrivesNote')}
        </Step>
        <Step kind="to-come" title={text('transfer.receipt')}>
          {payer_email &&
            text(transfer.has_place ? 'transfer.receiptPlace' : 'transfer.receiptTo', { email: payer_email })}
        </Step>
      </ol>
    </section>
  );
}

function Track({ view, context }: TransferPageProps) {
  const { text, locale } = context;
  const { transfer, organization, payer_email: email } = view;
  const at = (instant: string) => formatShortMoment(new Date(instant), organization.time_zone, locale);
  const isPaid = transfer.status === 'arrived';
  return (
    <ol class="track">
      {transfer.sent_at && (
        <Step kind="done" title={text('transfer.saidSent')}>
          {at(transfer.sent_at)}
        </Step>
      )}
      {isPaid ? (
        <Step kind="done" title={text('transfer.booked')}>
          {transfer.arrived_at && at(transfer.arrived_at)}
        </Step>
      ) : transfer.seen_at ? (
        <Step kind="under-way" title={text('transfer.seen')}>
          {at(transfer.seen_at)}
        </Step>
      ) : (
        <Step kind="under-way" title={text('transfer.notSeen')}>
          {''}
        </Step>
      )}
      {email &&
        (isPaid ? (
          <Step kind="done" title={text('transfer.receiptSent')}>
            {text('transfer.receiptTo', { email })}
          </Step>
        ) : (
          <Step kind="to-come">{text('transfer.receiptSoon', { email })}</Step>
        ))}
    </ol>
  );
}
