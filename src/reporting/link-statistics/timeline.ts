import type { TimelineEntry } from '#platform/contract/payment-links.ts';
import { formatId, parseId } from '#platform/kit/ids.ts';
import { formatInstant } from '#platform/kit/time.ts';

/** An event of a link as it was written. */
export type TimelineRow = { readonly type: string; readonly body: string; readonly createdAt: Date };

type ChangeBody = {
  readonly change: 'created' | 'updated' | 'deleted' | 'restored';
  readonly fields: string[];
  readonly changed_by?: string;
  /** Left out by older ones. */
  readonly is_active?: boolean;
};
type StatusBody = { readonly status: string; readonly previous_status: string };

/** The people behind the changes among these. */
export function changersOf(rows: readonly TimelineRow[]): string[] {
  const ids = rows.flatMap((row) => (isChange(row) ? (parseId('usr', changeOf(row).changed_by) ?? []) : []));
  return [...new Set(ids)];
}

/**
 * What became of a link, newest first: what people did, and what came by itself. Statuses that only follow from what
 * somebody did are not told twice.
 *
 * @param names of people by id; whoever is not among them is not named
 */
export function showTimeline(
  rows: readonly TimelineRow[],
  names: ReadonlyMap<string, string>,
): TimelineEntry[] {
  return rows.flatMap((row): TimelineEntry[] => {
    const at = formatInstant(row.createdAt);
    if (!isChange(row)) {
      const kind = passed(JSON.parse(row.body) as StatusBody);
      return kind ? [{ kind, fields: [], by: null, at }] : [];
    }
    const change = changeOf(row);
    const userId = parseId('usr', change.changed_by);
    const name = userId === undefined ? undefined : names.get(userId);
    const by = userId && name ? { id: formatId('usr', userId), name } : null;
    const { kind, fields } = said(change);
    return [{ kind, fields, by, at }];
  });
}

/** A switch that was turned together with other things is told as the change that it is part of. */
function said({ change, fields, is_active: isActive }: ChangeBody): Pick<TimelineEntry, 'kind' | 'fields'> {
  if (change !== 'updated' || fields.join() !== 'is_active' || isActive === undefined)
    return { kind: change, fields };
  return { kind: isActive ? 'activated' : 'deactivated', fields: [] };
}

function passed({ status, previous_status: previous }: StatusBody): TimelineEntry['kind'] | undefined {
  if (status === 'expired' || status === 'used_up') return status;
  return status === 'active' && (previous === 'expired' || previous === 'used_up') ? 'reopened' : undefined;
}

const isChange = ({ type }: TimelineRow) => type === 'payment_link.changed';
const changeOf = ({ body }: TimelineRow) => JSON.parse(body) as ChangeBody;
