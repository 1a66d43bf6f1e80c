import type { Day } from '#platform/kit/days.ts';
import { toDay } from '../statement-day.ts';
import type { DayOrder } from './mapping.ts';

const shape = /^(\d{1,4})[./ -](\d{1,2})[./ -](\d{1,4})(?:[ T].{0,30})?$/;
const packed = /^(\d{4})(\d{2})(\d{2})$/;

/** A day in the order that the mapping gives; a year of two digits is of this century. `undefined` for anything else. */
export function readCsvDay(cell: string, order: DayOrder): Day | undefined {
  const text = cell.trim();
  const parts = shape.exec(text) ?? (order === 'ymd' ? packed.exec(text) : null);
  if (!parts) return undefined;
  const [first, second, third] = [parts[1] ?? '', parts[2] ?? '', parts[3] ?? ''];
  const [year, month, day] =
    order === 'ymd'
      ? [first, second, third]
      : order === 'dmy'
        ? [third, second, first]
        : [third, first, second];
  if (![2, 4].includes(year.length) || day.length > 2 || month.length > 2) return undefined;
  return toDay(Number(year) + (year.length === 2 ? 2000 : 0), Number(month), Number(day));
}
