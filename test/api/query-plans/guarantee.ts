import type { PlanNode } from './plan.ts';

/** Key columns of each unique index, by its name. */
export type UniqueIndexes = ReadonlyMap<string, readonly string[]>;

/** What may grow all the same, by index, and why that is well. */
export const accepted: Readonly<Record<string, string>> = {
  payment_link_words_pkey:
    'A search that the newest thousand links do not answer reads the words that begin like what was typed.',
  transactions_email:
    'A search that the newest thousand transactions do not answer reads the addresses that begin like what was typed.',
  checkouts_name:
    'A search that the newest thousand transactions do not answer reads the buyers whose names begin like what was typed.',
  checkouts_last_name: 'The same, by last names.',
  checkouts_company: 'The same, by companies.',
  checkouts_reference: 'The same, by the merchant’s own references.',
  daily_figures_pkey: 'One row a day.',
  daily_balances_pkey: 'One row a day and account.',
  organization_views_pkey: 'A few rows a day.',
  memberships_pkey: 'The people of one team.',
  payment_link_counters_unlisted: 'Links that were paid or refunded in the last seconds.',
  payment_link_places_unlisted: 'Links whose places changed in the last seconds.',
  payment_links_deleted: 'Links that were deleted are counted; all others are not.',
};

/** Tables that grow with nothing that buyers or merchants do. */
const small = new Set(['event_relay', 'exchange_rates']);

/** Columns by which a condition leaves any number of rows: all of a shop's, or half of them. */
const coarse = new Set([
  ...['organization_id', 'mode', 'status', 'told_status', 'currency', 'type'],
  ...['is_public', 'is_active', 'deleted_at', 'has_place', 'enabled'],
]);

/** Columns between two values of which lies a slice of time, or what was made in it. */
const timed = new Set(['id', 'created_at', 'updated_at', 'paid_at', 'expires_at']);

/** What reads all that is below it before its first row comes out. */
const gathers = new Set([
  'Sort',
  'Incremental Sort',
  'Aggregate',
  'Hash',
  'WindowAgg',
  'SetOp',
  'ModifyTable',
]);

const scans = new Set(['Index Scan', 'Index Only Scan', 'Bitmap Index Scan']);

/**
 * What of a plan costs the more, the longer a table is: tables that are read as a whole, and rows of a shop of which
 * more are read, or sorted, than are asked for. Each is a sentence; none is what is wanted.
 */
export function growingCosts(plan: PlanNode, uniqueIndexes: UniqueIndexes): string[] {
  /** @param isCutOff whether whoever takes the rows takes them as they come, and stops at a limit */
  const look = (node: PlanNode, isCutOff: boolean): string[] => [
    ...judge(node, isCutOff),
    ...(node.Plans ?? []).flatMap((child) => look(child, passesLimit(node, child, isCutOff))),
  ];
  const judge = (node: PlanNode, isCutOff: boolean): string[] => {
    const { 'Node Type': type, 'Relation Name': table = '', 'Index Name': index = '' } = node;
    if (small.has(table) || index in accepted) return [];
    if (type === 'Seq Scan') return [`${table} is read as a whole`];
    if (!scans.has(type)) return [];
    const condition = node['Index Cond'] ?? '';
    if (isNarrow(condition, uniqueIndexes.get(index))) return [];
    const way = `${table || index.replace(/_pkey$/, '')} by ${index}`;
    if (!isCutOff) return [`${way}: all that fit ${condition || 'any condition'} are read`];
    const passedOver = equalColumns(node.Filter ?? '').filter((column) => coarse.has(column));
    return passedOver.length > 0
      ? [`${way}: any number of others is passed over (${passedOver.join(', ')})`]
      : [];
  };
  return look(plan, false);
}

function passesLimit(node: PlanNode, child: PlanNode, isCutOff: boolean): boolean {
  if (['InitPlan', 'SubPlan'].includes(child['Parent Relationship'] ?? '')) return false;
  if (node['Node Type'] === 'Limit') return true;
  // Either side of a merge may be walked to its end in search of a partner.
  if (node['Node Type'] === 'Merge Join' || gathers.has(node['Node Type'])) return false;
  return isCutOff;
}

/** Whether few rows fit: those of a key, or of a slice of time. */
function isNarrow(condition: string, unique: readonly string[] | undefined): boolean {
  const equal = equalColumns(condition);
  if (equal.some((column) => !coarse.has(column))) return true;
  if (unique?.every((column) => equal.includes(column))) return true;
  const below = columnsBefore(condition, '<=?');
  return columnsBefore(condition, '>=?').some((column) => timed.has(column) && below.includes(column));
}

function equalColumns(condition: string): string[] {
  return columnsBefore(condition, '=');
}

function columnsBefore(condition: string, operator: string): string[] {
  const comparisons = new RegExp(
    String.raw`\((?:lower\()?(?:\w+\.)?"?(\w+)"?\)*(?:::text)? ${operator} `,
    'g',
  );
  return [...condition.matchAll(comparisons)].map(([, column]) => column as string);
}
