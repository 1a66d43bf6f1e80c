import { getRouteApi } from '@tanstack/react-router';
import { Fragment, useId } from 'react';
import { actorInWords, sentenceOfEntry } from '@/lib/audit-words.ts';
import { formatDay, formatTimeToSecond } from '@/lib/dates.ts';
import { numberLocale } from '@/lib/locale.ts';
import { addDays, dayOf } from '@/lib/zoned-time.ts';
import type { AuditEntryAnswer } from '../../../../../src/platform/contract/audit.ts';
import { EntryDetail } from './entry-detail.tsx';

const route = getRouteApi('/shell/settings/$section');

type TableProps = { readonly entries: readonly AuditEntryAnswer[]; readonly zone: string };

/** One sentence an entry under the day that it was on; one of them is open, as the address says. */
export function AuditTable({ entries, zone }: TableProps) {
  return (
    <table className="table log-table">
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col">From</th>
          <th scope="col" className="end">
            Entry
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry, index) => {
          const day = dayOf(new Date(entry.created_at), zone);
          const before = entries[index - 1];
          const isNewDay = !before || dayOf(new Date(before.created_at), zone) !== day;
          return (
            <Fragment key={entry.id}>
              {isNewDay && (
                <tr className="day-row">
                  <th scope="rowgroup" colSpan={5}>
                    {dayInWords(new Date(entry.created_at), zone)}
                  </th>
                </tr>
              )}
              <EntryRow entry={entry} after={before} zone={zone} />
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

type RowProps = {
  readonly entry: AuditEntryAnswer;
  /** The newer one that stands above it, which need not be its neighbour. */
  readonly after: AuditEntryAnswer | undefined;
  readonly zone: string;
};

function EntryRow({ entry, after, zone }: RowProps) {
  const id = useId();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const isOpen = search.entry === String(entry.sequence);
  const toggle = () =>
    void navigate({
      search: (before) => ({ ...before, entry: isOpen ? undefined : String(entry.sequence) }),
      replace: true,
      resetScroll: false,
    });
  const isRefusal = entry.action === 'user.sign_in_failed';
  return (
    <>
      <tr>
        <td className="cell-time muted number">{formatTimeToSecond(new Date(entry.created_at), zone)}</td>
        <td className="cell-who">{actorInWords(entry.actor)}</td>
        <td className="cell-what">
          <button
            type="button"
            className={isRefusal ? 'name refused' : 'name'}
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            onClick={toggle}
          >
            {sentenceOfEntry(entry)}
          </button>
        </td>
        <td className="cell-from muted">{entry.address ?? '–'}</td>
        <td className="cell-entry end muted number">{entry.sequence.toLocaleString(numberLocale)}</td>
      </tr>
      {isOpen && (
        <tr className="open-row" id={id}>
          <td colSpan={5}>
            <EntryDetail entry={entry} after={after} zone={zone} />
          </td>
        </tr>
      )}
    </>
  );
}

function dayInWords(instant: Date, zone: string): string {
  const [day, today] = [dayOf(instant, zone), dayOf(new Date(), zone)];
  const words = formatDay(instant, zone);
  if (day === today) return `Today, ${words}`;
  return day === addDays(today, -1) ? `Yesterday, ${words}` : words;
}
