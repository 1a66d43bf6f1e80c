import { formatClockWithSeconds, zoneAbbreviation } from '#platform/text/dates.ts';
import { showMoney } from '#platform/text/format.ts';
import { RichText } from '#platform/text/rich-text.tsx';
import { type PageContext, pathWith } from '../context.ts';
import { durationText } from '../durations.ts';
import { linkTarget } from '../safe-url.ts';
import type { ProcessingView } from '../views.ts';
import { maskedCard } from './card-name.ts';
import { Page } from './page.tsx';
import { Refresh } from './refresh.tsx';
import { PageFoot, Seller } from './seller.tsx';
import { Step } from './track.tsx';

type ProcessingPageProps = { view: ProcessingView; context: PageContext };

const pollSeconds = 5;

/** The bank has not decided yet, or waits for the buyer. Asks again by itself, with or without script. */
export function ProcessingPage({ view, context }: ProcessingPageProps) {
  const { text } = context;
  const seller = view.organization;
  const action = linkTarget(view.next_action_url);
  const here = pathWith(context, `/checkout/${view.token}`);
  return (
    <Page
      context={context}
      title={text('processing.title')}
      accentColour={seller.branding.accent_color}
      mode={view.mode}
      head={<Refresh seconds={pollSeconds} path={here} />}
    >
      <main class="solo" data-page="processing" data-poll-seconds={String(pollSeconds)} data-poll-path={here}>
        <Seller seller={seller} context={context} />
        <div class="card">
          {action ? (
            <ActionNeeded view={view} action={action} context={context} />
          ) : (
            <Undecided view={view} context={context} />
          )}
          <p class="fine">
            {view.transaction_id && (
              <>
                <RichText
                  text={text}
                  message="processing.payment"
                  values={{ id: <code>{view.transaction_id}</code> }}
                />{' '}
              </>
            )}
            <a href={here}>{text('processing.checkNow')}</a>
          </p>
        </div>
        <PageFoot seller={seller} context={context} />
      </main>
    </Page>
  );
}

function Undecided({ view, context }: ProcessingPageProps) {
  const { text, locale } = context;
  const amount = showMoney(view.amount, view.currency, locale);
  return (
    <>
      <h1 tabIndex={-1}>{text('processing.heading')}</h1>
      <p class="lead">
        {view.card
          ? text('processing.leadCard', { amount, card: maskedCard(view.card, context) })
          : text('processing.lead', { amount })}
      </p>
      <Track view={view} context={context} />
      <p class="ruled">
        {text('processing.mayClose')} {view.has_place && text('processing.placeStays')}
      </p>
    </>
  );
}

function ActionNeeded({ view, action, context }: ProcessingPageProps & { action: string }) {
  const { text, locale } = context;
  return (
    <>
      <h1 tabIndex={-1}>{text('processing.actionHeading')}</h1>
      <p class="lead">
        {text('processing.actionLead', { amount: showMoney(view.amount, view.currency, locale) })}
      </p>
      <form
        class="actions"
        method="post"
        action={pathWith(context, `/checkout/${view.token}/cancel`)}
        data-enhance
      >
        <a class="button primary" href={action}>
          {text('processing.actionGo')}
        </a>
        <button type="submit" class="button quiet" data-busy={text('checkout.canceling')}>
          {text('processing.actionCancel')}
        </button>
      </form>
    </>
  );
}

/** Three steps: solid is done, hatched is under way, hollow is to come. */
function Track({ view, context }: ProcessingPageProps) {
  const { text, locale, now } = context;
  const zone = view.organization.time_zone;
  const clock = (instant: Date) => formatClockWithSeconds(instant, zone, locale);
  const sent = view.submitted_at === null ? null : new Date(view.submitted_at);
  const duration = durationText(pollSeconds, text);
  return (
    <ol class="track">
      <Step kind="done" title={text('processing.sent')}>
        {sent && `${clock(sent)} ${zoneAbbreviation(sent, zone, locale)}`}
      </Step>
      <Step kind="under-way" title={text('processing.waiting')}>
        <span data-poll-status>{text('processing.asked', { time: clock(now), duration })}</span>
      </Step>
      <Step kind="to-come">
        {view.payer_email
          ? text('processing.receiptTo', { email: view.payer_email })
          : text('processing.receipt')}
      </Step>
    </ol>
  );
}
