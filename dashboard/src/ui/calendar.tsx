import { useEffect, useRef, useState } from 'react';
import { formattingLocale } from '@/lib/locale.ts';
import { addDays } from '@/lib/zoned-time.ts';
import { IconButton } from './button.tsx';

type CalendarProps = {
  /** `YYYY-MM-DD`, as all days here. */
  readonly chosen: string | undefined;
  readonly today: string;
  readonly onChoose: (day: string) => void;
};

const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -7,
  ArrowDown: 7,
};

/** One month of days. Arrow keys walk through them, Page Up and Page Down through the months; the past is closed. */
export function Calendar({ chosen, today, onChoose }: CalendarProps) {
  const [current, setCurrent] = useState(chosen && chosen >= today ? chosen : today);
  const grid = useRef<HTMLTableElement>(null);
  // Opened by a key or a press, it takes the focus at once.
  const wasMoved = useRef(true);
  useEffect(() => {
    if (!wasMoved.current) return;
    wasMoved.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-day="${current}"]`)?.focus();
  });
  const month = current.slice(0, 7);
  const go = (day: string) => setCurrent(day < today ? today : day);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = steps[event.key];
    if (step !== undefined) go(addDays(current, step));
    else if (event.key === 'PageUp') go(addMonths(current, -1));
    else if (event.key === 'PageDown') go(addMonths(current, 1));
    else return;
    wasMoved.current = true;
    event.preventDefault();
  };
  return (
    <div className="calendar">
      <div className="spread">
        <IconButton
          name="Previous month"
          icon="chevronLeft"
          disabled={month <= today.slice(0, 7)}
          onClick={() => go(addMonths(current, -1))}
        />
        <b aria-live="polite">{monthName(month)}</b>
        <IconButton name="Next month" icon="chevronRight" onClick={() => go(addMonths(current, 1))} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid of days is what the pattern asks for */}
      <table ref={grid} role="grid" aria-label={monthName(month)} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {weekdays.map(({ short, long }) => (
              <th key={long} scope="col" abbr={long}>
                {short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week.find(Boolean)}>
              {week.map((day, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the place in the week is what a cell is
                <td key={index}>
                  {day && (
                    <button
                      type="button"
                      data-day={day}
                      tabIndex={day === current ? 0 : -1}
                      disabled={day < today}
                      aria-pressed={day === chosen}
                      aria-current={day === today ? 'date' : undefined}
                      aria-label={longName(day)}
                      onClick={() => {
                        setCurrent(day);
                        onChoose(day);
                      }}
                    >
                      {Number(day.slice(8))}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const utc = { timeZone: 'UTC' } as const;
const noon = (day: string) => new Date(`${day}T12:00:00Z`);

function monthName(month: string): string {
  return new Intl.DateTimeFormat(formattingLocale, { ...utc, month: 'long', year: 'numeric' }).format(
    noon(`${month}-01`),
  );
}

function longName(day: string): string {
  return new Intl.DateTimeFormat(formattingLocale, { ...utc, dateStyle: 'full' }).format(noon(day));
}

// 3 May 2026 was a Sunday, 4 May a Monday.
const firstDay = /^en-(?:US|CA|PH)$|^en$/.test(formattingLocale) ? '2026-05-03' : '2026-05-04';
const weekdays = Array.from({ length: 7 }, (_, index) => {
  const day = noon(addDays(firstDay, index));
  const name = (weekday: 'short' | 'long') =>
    new Intl.DateTimeFormat(formattingLocale, { ...utc, weekday }).format(day);
  return { short: name('short').slice(0, 2), long: name('long') };
});

function weeksOf(month: string): (string | undefined)[][] {
  const first = `${month}-01`;
  const shift = (noon(first).getUTCDay() - noon(firstDay).getUTCDay() + 7) % 7;
  const weeks: (string | undefined)[][] = [];
  for (let start = addDays(first, -shift); start.slice(0, 7) <= month; start = addDays(start, 7)) {
    const days = Array.from({ length: 7 }, (_, index) => addDays(start, index));
    weeks.push(days.map((day) => (day.startsWith(month) ? day : undefined)));
  }
  return weeks;
}

/** The same day of another month, or that month's last. */
function addMonths(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last))).toISOString().slice(0, 10);
}
