import { useState } from 'react';
import { axisTicks } from '@/lib/axis.ts';
import { formatPlainDay, formatPlainWeekday } from '@/lib/dates.ts';
import { useSize } from './use-size.ts';

export type DayValue = { readonly date: string; readonly value: number };

type ChartProps = {
  /** Oldest first; the last is today, which is not over yet. */
  readonly days: readonly DayValue[];
  /** As many days before. */
  readonly previous?: readonly DayValue[];
  readonly label: string;
  /** Takes all the room that its card has, and the usual height at least. */
  readonly fills?: boolean;
  /** Whole numbers only, such as counts. */
  readonly isCount?: boolean;
  readonly onAxis: (value: number) => string;
  /** What stands under a bar, and above what the tooltip says, by its date. */
  readonly onDay?: (date: string) => string;
  readonly onTip?: (date: string) => string;
  /** What the tooltip of a day says. */
  readonly tip: (index: number) => readonly (readonly [string, string])[];
};

const usualHeightPx = 220;
const topPx = 10;
const bottomPx = 26;
const leftPx = 56;
const labelEveryPx = 84;

/** Values by day as bars from zero; the days before as a dotted line, today hatched. */
export function DayChart({
  days,
  previous = [],
  label,
  fills = false,
  isCount = false,
  onAxis,
  onDay = formatPlainDay,
  onTip = formatPlainWeekday,
  tip,
}: ChartProps) {
  const [frame, room] = useSize<HTMLDivElement>();
  const { widthPx } = room;
  const heightPx = fills ? Math.max(usualHeightPx, room.heightPx) : usualHeightPx;
  const [pointed, setPointed] = useState<number>();
  const most = Math.max(0, ...days.map(({ value }) => value), ...previous.map(({ value }) => value));
  const ticks = axisTicks(most, isCount ? Math.min(4, most) : 4).filter(
    (tick) => !isCount || Number.isInteger(tick),
  );
  const top = ticks.at(-1) || 1;
  const innerPx = heightPx - topPx - bottomPx;
  const y = (value: number) => topPx + innerPx * (1 - Math.max(0, value) / top);
  const stepPx = Math.max(0, widthPx - leftPx) / days.length;
  const barPx = Math.max(1, Math.min(28, stepPx * 0.64));
  const last = days.length - 1;
  const labelEvery = Math.max(1, Math.ceil(labelEveryPx / Math.max(1, stepPx)));
  const isLabelled = (index: number) => (last - index) % labelEvery === 0 && (index + 0.5) * stepPx > 20;
  return (
    <div className={fills ? 'chart chart-fills' : 'chart'} ref={frame}>
      {widthPx > 0 && (
        <svg
          width={widthPx}
          height={heightPx}
          role="img"
          aria-label={label}
          onPointerLeave={() => setPointed(undefined)}
        >
          {ticks.map((tick) => (
            <g key={tick}>
              <line
                className={tick === 0 ? 'axis' : 'grid'}
                x1={leftPx}
                x2={widthPx}
                y1={y(tick)}
                y2={y(tick)}
              />
              <text x={leftPx - 10} y={y(tick) + 4} textAnchor="end">
                {onAxis(tick)}
              </text>
            </g>
          ))}
          {days.map(({ date, value }, index) => (
            <rect
              key={date}
              className={classOf(index === last, pointed !== undefined && pointed !== index)}
              x={leftPx + index * stepPx + (stepPx - barPx) / 2}
              y={y(value)}
              width={barPx}
              height={y(0) - y(value)}
              rx={Math.min(1.5, barPx / 4)}
            />
          ))}
          <path
            className="previous"
            d={stepPath(
              previous.map(({ value }) => y(value)),
              stepPx,
            )}
          />
          {days.map(({ date }, index) => (
            <g key={date}>
              {isLabelled(index) && (
                <text
                  x={index === last ? widthPx : leftPx + (index + 0.5) * stepPx}
                  y={heightPx - 6}
                  textAnchor={index === last ? 'end' : 'middle'}
                >
                  {onDay(date)}
                </text>
              )}
              <rect
                className="chart-target"
                x={leftPx + index * stepPx}
                y={topPx}
                width={stepPx}
                height={innerPx}
                onPointerEnter={() => setPointed(index)}
              />
            </g>
          ))}
        </svg>
      )}
      {most === 0 && <p className="chart-empty">Nothing to show yet</p>}
      {pointed !== undefined && days[pointed] && most > 0 && (
        <div className={pointed > last / 2 ? 'chart-tip is-left' : 'chart-tip is-right'} aria-hidden="true">
          <b>{onTip(days[pointed].date)}</b>
          {tip(pointed).map(([name, value]) => (
            <p key={name}>
              {name} <b>{value}</b>
            </p>
          ))}
        </div>
      )}
    </div>
  );
}

function classOf(isToday: boolean, isDim: boolean): string {
  return `${isToday ? 'bar-today hatch' : 'bar-day'}${isDim ? ' is-dim' : ''}`;
}

function stepPath(heights: readonly number[], stepPx: number): string {
  return heights
    .map((height, index) => `${index === 0 ? 'M' : 'L'}${leftPx + index * stepPx} ${height}h${stepPx}`)
    .join('');
}
