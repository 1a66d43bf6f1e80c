import { formatMoment } from '#platform/text/dates.ts';
import { Written } from '#platform/text/written.tsx';
import { type PageContext, pathWith } from '../context.ts';
import type { ChallengeView } from '../views.ts';
import { Amount } from './amount.tsx';
import { maskedCard } from './card-name.ts';
import { Icon } from './icon.tsx';
import { Page } from './page.tsx';

const outcomes = ['approve', 'refuse', 'abandon'] as const;
const looks = { approve: 'button primary', refuse: 'button secondary', abandon: 'button quiet' } as const;

/** The sandbox's stand-in for a bank's confirmation page. */
export function ChallengePage({ view, context }: { view: ChallengeView; context: PageContext }) {
  const { text, locale } = context;
  const seller = view.organization;
  const askedAt = formatMoment(new Date(view.asked_at), seller.time_zone, locale);
  return (
    <Page
      context={context}
      title={text('challenge.title')}
      accentColour={seller.branding.accent_color}
      mode={view.mode}
    >
      <main class="solo" data-page="challenge">
        <div class="card bank">
          <p class="spread">
            <b>{text('challenge.bank')}</b>
            <span class="fine with-icon">
              <Icon name="lock" />
              {text('challenge.secure')}
            </span>
          </p>
          <h1 tabIndex={-1}>{text('challenge.heading')}</h1>
          <dl class="details ruled">
            <div>
              <dt>{text('challenge.payTo')}</dt>
              <dd>
                <Written>{seller.name}</Written>
              </dd>
            </div>
            <div>
              <dt>{text('challenge.amount')}</dt>
              <dd>
                <Amount amount={view.amount} currency={view.currency} context={context} withCode />
              </dd>
            </div>
            {view.card && (
              <div>
                <dt>{text('challenge.card')}</dt>
                <dd class="num">{maskedCard(view.card, context)}</dd>
              </div>
            )}
            <div>
              <dt>{text('challenge.askedAt')}</dt>
              <dd>{askedAt}</dd>
            </div>
          </dl>
          <form class="actions" method="post" action={pathWith(context, view.action)} data-enhance>
            {outcomes.map((outcome) => (
              <button
                type="submit"
                class={looks[outcome]}
                name="outcome"
                value={outcome}
                data-busy={text('challenge.sending')}
              >
                {text(`challenge.${outcome}`)}
              </button>
            ))}
          </form>
          <p class="fine centred">{text('challenge.note')}</p>
        </div>
      </main>
    </Page>
  );
}
