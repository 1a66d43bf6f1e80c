import { createHash } from 'node:crypto';

const purposes = ['lost', 'duplicate', 'lostAnswer', 'jitter', 'jitterAgain', 'refundFailure'] as const;
export type Draws = Readonly<Record<(typeof purposes)[number], number>>;

const bytesEach = 4;

/**
 * What chance decides about an attempt or refund, each in [0, 1). It comes from the id alone, so that a run with the
 * same ids meets the same faults, and the same question never gets two answers.
 */
export function drawsOf(id: string): Draws {
  const digest = createHash('sha256').update(id).digest();
  return Object.fromEntries(
    purposes.map((purpose, at) => [purpose, digest.readUInt32BE(at * bytesEach) / 2 ** 32]),
  ) as Draws;
}
