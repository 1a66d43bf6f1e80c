import type { ComponentChildren } from 'preact';
import { formatShortMoment } from '#platform/text/dates.ts';
import { RichText } from '#platform/text/rich-text.tsx';
import type { PageContext } from '../context.ts';
import type { WayView } from '../views.ts';
import { Icon } from './icon.tsx';

type WaysProps = {
  ways: readonly WayView[];
  chosen: string | null;
  /** Whether a place of a limited link is kept meanwhile. */
  hasPlace: boolean;
  context: PageContext;
  /** The fields of the way that takes a card here. */
  children: ComponentChildren;
};

/** One list of ways to pay, in the order of the seller. What belongs to one shows while it is chosen, script or not. */
export function Ways({ ways, chosen, hasPlace, context, children }: WaysProps) {
  return (
    <div class="ways" role="radiogroup" aria-label={context.text('way.heading')}>
      {ways.map((way) => (
        <div class="way">
          <label for={`way-${way.id}`}>
            <input
              id={`way-${way.id}`}
              type="radio"
              name="way"
              value={way.id}
              class={kindClasses[way.kind]}
              checked={way.id === chosen}
            />
            <span>
              <b>{labelOf(way, context)}</b>
              <WayLine way={way} hasPlace={hasPlace} context={context} />
            </span>
          </label>
          {way.kind === 'card_form' && <div class="way-body">{children}</div>}
        </div>
      ))}
    </div>
  );
}

const kindClasses: Readonly<Record<WayView['kind'], string>> = {
  card_form: 'is-card',
  redirect: 'is-redirect',
  transfer: 'is-transfer',
};

function labelOf(way: WayView, { text }: PageContext): string {
  if (way.kind === 'card_form') return text('way.testCard');
  return way.kind === 'transfer' ? text('way.transfer') : way.label;
}

type WayLineProps = { way: WayView; hasPlace: boolean; context: PageContext };

/** What choosing it means, in a line. */
export function WayLine({ way, hasPlace, context }: WayLineProps) {
  const { text } = context;
  if (way.kind === 'card_form') return <span>{text('way.testCardLine')}</span>;
  if (way.kind === 'redirect') return <span>{text('way.redirectLine', { provider: way.label })}</span>;
  const days = way.hold?.days;
  const place = hasPlace && way.hold?.keeps_place;
  return (
    <span>
      {text('way.transferLine')}{' '}
      {days !== undefined && text(place ? 'way.transferPlace' : 'way.transferDays', { count: days })}
      {hasPlace && !place && ` ${text('way.transferNoPlace')}`}
    </span>
  );
}

/** Until when the place is kept, or the checkout open, once a transfer was chosen. */
export function TransferDeadline({ way, hasPlace, timeZone, context }: WayLineProps & { timeZone: string }) {
  const { text, locale, now } = context;
  if (!way.hold) return null;
  const at = new Date(now.getTime() + way.hold.days * 86_400_000);
  return (
    <p class="deadline for-transfer">
      <Icon name="clock" />
      <span>
        <RichText
          text={text}
          message={hasPlace && way.hold.keeps_place ? 'checkout.placeKept' : 'checkout.openUntil'}
          values={{ time: formatShortMoment(at, timeZone, locale) }}
        />
      </span>
    </p>
  );
}

/** What comes after the button, by the way that is chosen. */
export function NextLine({ ways, context }: Pick<WaysProps, 'ways' | 'context'>) {
  const { text } = context;
  return (
    <>
      {ways.some(({ kind }) => kind === 'redirect') && (
        <span class="for-redirect">
          {text('way.redirectNext')}
          <br />
        </span>
      )}
      {ways.some(({ kind }) => kind === 'transfer') && (
        <span class="for-transfer">
          {text('way.transferNext')}
          <br />
        </span>
      )}
    </>
  );
}
