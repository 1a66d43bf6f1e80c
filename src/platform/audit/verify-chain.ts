import { type AuditRow, type ChainHead, chainStart, hashOf } from './audit.ts';

export type ChainViolation = { readonly sequence: number; readonly problem: string };

export type ChainEnds = {
  /** What the first row joins; the start of the chain unless the rows are a later part of it. */
  readonly after?: Pick<ChainHead, 'sequence' | 'hash'>;
  /** What the organization's chain ends with; without it a cut-off end goes unnoticed. */
  readonly head?: Pick<ChainHead, 'sequence' | 'hash'>;
};

/**
 * Checks one organization's rows, oldest first: that none was changed, taken out, added or moved. Pure, and made
 * to be called page by page with the last row as the next page's `after`; give `head` with the last page.
 *
 * @returns what is wrong, by sequence; nothing when the chain holds
 */
export function verifyChain(rows: readonly AuditRow[], ends: ChainEnds = {}): ChainViolation[] {
  const violations: ChainViolation[] = [];
  let previous = ends.after ?? chainStart;
  for (const row of rows) {
    const { sequence } = row;
    const report = (problem: string) => violations.push({ sequence, problem });
    if (sequence !== previous.sequence + 1) {
      report(`Entry ${previous.sequence + 1} is missing: ${sequence} follows ${previous.sequence}.`);
    }
    if (!row.previousHash.equals(previous.hash))
      report(`Entry ${sequence} does not join the entry before it.`);
    if (!row.hash.equals(hashOf(row.previousHash, row))) {
      report(`The content of entry ${sequence} is not what was written.`);
    }
    previous = row;
  }
  const { head } = ends;
  if (head && (head.sequence !== previous.sequence || !head.hash.equals(previous.hash))) {
    violations.push({
      sequence: previous.sequence,
      problem: `The chain ends with entry ${head.sequence}, but the last entry found is ${previous.sequence}.`,
    });
  }
  return violations;
}
