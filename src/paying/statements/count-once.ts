import type { EntryIdentity } from './entry-identity.ts';

/** What is kept of one account and booking day, as far as counting needs it. */
export type KeptCounts = {
  /** How many entries of this content are kept. */
  ofContent(content: string): number;
  /** How many entries of this movement are kept, whatever they tell. */
  ofMovement(movement: string): number;
  /** How many of those tell nothing but the movement. */
  bareOfMovement(movement: string): number;
};

/**
 * `duplicate`: it was counted before. `completes`: it was counted before by a bare entry, whose place it takes, so that
 * what it tells is not lost: that of a batch if it is one and there is such a one, else any. `new`: it is money that was not counted yet.
 */
export type CountVerdict = 'new' | 'completes' | 'duplicate';

/**
 * Decides entry by entry of one file. Each content counts as often as it stands in the file that has it most often,
 * never the sum over files; a bare entry is any of those with the same movement. `before` are the counts of entries of
 * this file that were decided already, this one not among them.
 */
export function countOnce(
  identity: EntryIdentity,
  kept: KeptCounts,
  before: { readonly ofContent: number; readonly ofMovement: number },
): CountVerdict {
  const { content, movement, isBare } = identity;
  const isCovered = kept.ofMovement(movement) > before.ofMovement;
  if (isBare) return isCovered ? 'duplicate' : 'new';
  if (kept.ofContent(content) > before.ofContent) return 'duplicate';
  return isCovered && kept.bareOfMovement(movement) > 0 ? 'completes' : 'new';
}
