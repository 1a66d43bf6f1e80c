import type { ComponentChildren } from 'preact';
import type { MessageKey } from '#platform/text/catalogue-shape.ts';
import { formatDeadline } from '#platform/text/dates.ts';
import { RichText } from '#platform/text/rich-text.tsx';
import type { PageContext } from '../context.ts';
import type { CheckoutView, DeclineView, FailureCode } from '../views.ts';
import { brandName } from './card-name.ts';
import { Notice } from './notices.tsx';

type DeclineNoticeProps = {
  decline: DeclineView;
  checkout: CheckoutView;
  deadline: string;
  context: PageContext;
};

/** What happened, that no money moved, and what to do next. */
export function DeclineNotice({ decline, checkout, deadline, context }: DeclineNoticeProps) {
  const { text } = context;
  const toCard = (children: ComponentChildren) =>
    checkout.mode === 'live' ? children : <a href="#number">{children}</a>;
  return (
    <Notice tone={decline.code === 'returned' ? 'warning' : 'critical'}>
      <h2>{text(`decline.${decline.code}`)}</h2>
      <p>
        <RichText text={text} message={nextStep(decline.code)} tags={{ link: toCard }} />{' '}
        {checkout.has_place && text('decline.placeStays', { time: deadline })}
      </p>
      <p class="fine">
        {attemptOf(decline, checkout, context)}{' '}
        {text('checkout.attemptsLeft', { count: checkout.attempts_left, limit: checkout.attempts_limit })}
      </p>
    </Notice>
  );
}

function nextStep(code: FailureCode) {
  return code === 'insufficient_funds'
    ? 'decline.next.card_declined'
    : (`decline.next.${code}` satisfies MessageKey);
}

/** "Card •••• 9995, Visa, 14:26 CEST." */
function attemptOf({ card, attempted_at }: DeclineView, checkout: CheckoutView, context: PageContext) {
  const { text, locale, now } = context;
  if (card === null || attempted_at === null) return null;
  const time = formatDeadline(new Date(attempted_at), now, checkout.organization.time_zone, locale);
  return text('decline.card', { last4: card.last4, brand: brandName(card, context), time });
}
