import { formatMoment } from '@/lib/dates.ts';
import type { DeliveryAttempt } from '../../../../src/platform/contract/webhooks.ts';

const places = 40;
const step = 12;

type BarsProps = { readonly attempts: readonly DeliveryAttempt[]; readonly zone: string };

/** The latest attempts side by side: low for what was received, high for what was not. */
export function AttemptBars({ attempts, zone }: BarsProps) {
  const [first] = attempts;
  if (!first) return null;
  const failed = attempts.filter(({ error }) => error !== null).length;
  const begin = places - attempts.length;
  const bars = (fits: (error: string | null) => boolean, height: string, top: number) =>
    attempts
      .flatMap(({ error }, index) =>
        fits(error) ? [`M${(begin + index) * step} ${top}h9${height}h-9z`] : [],
      )
      .join('');
  return (
    <div>
      <svg
        className="attempt-bars"
        viewBox={`0 0 ${places * step} 28`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`The last ${attempts.length} attempts: ${attempts.length - failed} received, ${failed} failed`}
      >
        <path className="bar-received" d={bars((error) => error === null, 'v20', 8)} />
        <path className="bar-failed" d={bars((error) => error !== null, 'v28', 0)} />
      </svg>
      <div className="spread hint">
        <span>
          {attempts.length === 1
            ? 'the only attempt yet'
            : `${attempts.length} attempts since ${formatMoment(new Date(first.attempted_at), zone)}`}
        </span>
        <span>now</span>
      </div>
    </div>
  );
}
