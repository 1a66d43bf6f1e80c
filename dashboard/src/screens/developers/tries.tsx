import { formatDay, formatTime, formatTimeToSecond } from '@/lib/dates.ts';
import { dayOf } from '@/lib/zoned-time.ts';
import type { DeliveryAnswer } from '../../../../src/platform/contract/webhooks.ts';
import { answerOf } from './delivery-words.ts';

type Kind = 'delivered' | 'failed' | 'next' | 'later';
type Try = { readonly at: Date; readonly kind: Kind; readonly word: string };

/** The tries of a delivery as one line: solid is done, hatched is next, hollow is later. */
export function Tries({ delivery, zone }: { readonly delivery: DeliveryAnswer; readonly zone: string }) {
  const tries = triesOf(delivery);
  return (
    <ol className="tries" aria-label="Tries">
      {tries.map(({ at, kind, word }, index) => {
        const before = tries[index - 1]?.at ?? new Date();
        const isOtherDay = dayOf(at, zone) !== dayOf(before, zone);
        const day = isOtherDay ? formatDay(at, zone) : '';
        return (
          <li key={at.toISOString()} className={`is-${kind}`}>
            <Mark kind={kind} />
            <b>{kind === 'later' ? formatTime(at, zone) : formatTimeToSecond(at, zone)}</b>
            <span>{[word, day].filter(Boolean).join(', ')}</span>
          </li>
        );
      })}
    </ol>
  );
}

function triesOf({ attempts, planned_attempts: planned }: DeliveryAnswer): Try[] {
  const made = attempts.map((attempt): Try => {
    const isDelivered = attempt.error === null;
    return {
      at: new Date(attempt.attempted_at),
      kind: isDelivered ? 'delivered' : 'failed',
      word: answerOf(attempt),
    };
  });
  const coming = planned.map(
    (at, index): Try => ({
      at: new Date(at),
      kind: index === 0 ? 'next' : 'later',
      word: index === 0 ? 'next' : index === planned.length - 1 ? 'last' : '',
    }),
  );
  return [...made, ...coming];
}

function Mark({ kind }: { readonly kind: Kind }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      {kind === 'next' && <circle className="try-next-ground" cx="10" cy="10" r="7" />}
      <circle className={`try-${kind}`} cx="10" cy="10" r={kind === 'later' ? 6 : 8} />
      {kind === 'failed' && <path className="try-sign" d="m7 7 6 6M13 7l-6 6" />}
      {kind === 'delivered' && <path className="try-sign" d="m6.4 10.3 2.4 2.4 4.8-5" />}
    </svg>
  );
}
