import type { Batch, BatchPart, Direction, StatementAmount } from '../statement.ts';
import type { ToldPart } from './part.ts';
import type { ToldEntry } from './shapes.ts';

export type ToldBatch = { readonly batch: Batch; readonly parts: readonly BatchPart[] };

const noBatch: ToldBatch = { batch: 'none', parts: [] };

/** Whether an entry is several payments, and whether those that are told add up to it. */
export function readBatch(
  entry: Pick<ToldEntry, 'counts'>,
  parts: readonly ToldPart[],
  amount: StatementAmount,
  direction: Direction,
): ToldBatch {
  const count = countOf(entry);
  if (parts.length <= 1 && count <= 1) return noBatch;
  // One description may stand for all of them: it is none of a payment.
  if (parts.length === 0 || (parts.length === 1 && count > 1)) return { batch: 'without_parts', parts: [] };
  const complete = parts.flatMap((part) => completed(part, direction) ?? []);
  const sum = complete.reduce(
    (total, part) => total + (part.direction === direction ? part.amountMinor : -part.amountMinor),
    0n,
  );
  const addsUp =
    complete.length === Math.max(parts.length, count) &&
    complete.every(({ currency }) => currency === amount.currency) &&
    sum === amount.amountMinor;
  return { batch: addsUp ? 'complete' : 'inconsistent', parts: complete };
}

/** How many payments the bank says there are. */
function countOf({ counts }: Pick<ToldEntry, 'counts'>): number {
  return counts.reduce((sum, count) => sum + (/^\d{1,15}$/.test(count) ? Number(count) : 0), 0);
}

function completed({ amount, direction, ...part }: ToldPart, ofEntry: Direction): BatchPart | undefined {
  return amount === null ? undefined : { ...part, ...amount, direction: direction ?? ofEntry };
}
