import { useState } from 'react';
import { formatPlainDay, formatPlainWeekday } from '@/lib/dates.ts';
import { axisTicks, type DayFigure } from '@/lib/figures.ts';
import { type Currency, formatMoney, toAmount } from '@/lib/money.ts';
import { useWidth } from './use-width.ts';

type ChartProps = {
  /** Oldest first; the last is today, which is not over yet. */
  readonly days: readonly DayFigure[];
  readonly previous: readonly DayFigure[];
  readonly currency: Currency;
  readonly label: string;
};

const heightPx = 216;
const topPx = 10;
const bottomPx = 26;
const leftPx = 56;
const minorPerUnit = 100;

/** Revenue by day as bars from zero; the days before as a dotted line, today hatched. */
export function DayChart({ days, previous, currency, label }: ChartProps) {
  const [frame, widthPx] = useWidth<HTMLDivElement>();
  const [pointed, setPointed] = useState<number>();
  const toUnits = ({ revenueMinor }: DayFigure) => Number(revenueMinor) / minorPerUnit;
  const most = Math.max(...days.map(toUnits), ...previous.map(toUnits), 0);
  const ticks = axisTicks(most, 4);
  const top = ticks.at(-1) || 1;
  const innerPx = heightPx - topPx - bottomPx;
  const y = (units: number) => topPx + innerPx * (1 - units / top);
  const stepPx = Math.max(0, widthPx - leftPx) / days.length;
  const barPx = Math.max(2, Math.min(28, stepPx * 0.64));
  const everyPx = 84;
  const labelEvery = Math.max(1, Math.ceil(everyPx / Math.max(1, stepPx)));
  const isShown = (index: number) => (days.length - 1 - index) % labelEvery === 0 && index * stepPx > 16;
  const shown = pointed === undefined ? undefined : days[pointed];
  return (
    <div className="chart" ref={frame}>
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
                {axisMoney(tick, currency)}
              </text>
            </g>
          ))}
          {days.map((figure, index) => {
            const isToday = index === days.length - 1;
            const barTop = y(Math.max(0, toUnits(figure)));
            const kind = isToday ? 'bar-today hatch' : 'bar-day';
            const dim = pointed !== undefined && pointed !== index ? ' is-dim' : '';
            return (
              <rect
                key={figure.day}
                className={kind + dim}
                x={leftPx + index * stepPx + (stepPx - barPx) / 2}
                y={barTop}
                width={barPx}
                height={Math.max(0, y(0) - barTop)}
                rx="1.5"
              />
            );
          })}
          <path
            className="previous"
            d={stepPath(
              previous.map((figure) => y(toUnits(figure))),
              leftPx,
              stepPx,
            )}
          />
          {days.map((figure, index) => (
            <g key={figure.day}>
              {isShown(index) && (
                <text
                  x={leftPx + (index + 0.5) * stepPx}
                  y={heightPx - 6}
                  textAnchor={index === days.length - 1 ? 'end' : 'middle'}
                  dx={index === days.length - 1 ? stepPx / 2 : 0}
                >
                  {formatPlainDay(figure.day)}
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
      {shown && pointed !== undefined && (
        <Tip
          figure={shown}
          before={previous[pointed]}
          currency={currency}
          onLeft={pointed > days.length / 2}
        />
      )}
    </div>
  );
}

type TipProps = {
  readonly figure: DayFigure;
  readonly before: DayFigure | undefined;
  readonly currency: Currency;
  readonly onLeft: boolean;
};

/** The figures of the day that the pointer is on, on the side where the pointer is not. */
function Tip({ figure, before, currency, onLeft }: TipProps) {
  const money = ({ revenueMinor }: DayFigure) => formatMoney(toAmount(revenueMinor), currency);
  return (
    <div className={onLeft ? 'chart-tip is-left' : 'chart-tip is-right'} aria-hidden="true">
      <b>{formatPlainWeekday(figure.day)}</b>
      <p>
        Revenue <b>{money(figure)}</b>
      </p>
      <p>
        Payments <b>{figure.payments}</b>
      </p>
      {before && (
        <p>
          {formatPlainDay(before.day)} <span>{money(before)}</span>
        </p>
      )}
    </div>
  );
}

function stepPath(heights: readonly number[], startPx: number, stepPx: number): string {
  return heights
    .map((height, index) => `${index === 0 ? 'M' : 'L'}${startPx + index * stepPx} ${height}h${stepPx}`)
    .join('');
}

/** Whole units where the ticks are whole. */
function axisMoney(units: number, currency: Currency): string {
  const amount = formatMoney(units.toFixed(2), currency);
  return Number.isInteger(units) ? amount.replace(/[.,]00$/, '') : amount;
}
