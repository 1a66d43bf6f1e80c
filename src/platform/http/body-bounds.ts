import { problem } from '#platform/contract/errors.ts';

/** Three times what the largest body has that anything here takes: 50 lines with all their fields, and metadata. */
export const maximumValues = 2_000;
export const maximumDepth = 32;
/** Too short to hold more, or to nest deeper than what looks at it could follow. */
const harmlessBytes = 1_024;

/**
 * Refuses a body of more fields and entries than any request has, before anybody looks at what they are: validation
 * would find something wrong with each. Takes time for at most that many.
 */
export function refuseEndlessBody(body: unknown, bytes: number): void {
  if (bytes <= harmlessBytes) return;
  let level = [body];
  let count = 0;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maximumDepth)
      throw problem('invalid_request', { detail: `A body is nested at most ${maximumDepth} levels deep.` });
    const next: unknown[] = [];
    for (const value of level) {
      if (value === null || typeof value !== 'object') continue;
      for (const key in value) {
        count += 1;
        if (count > maximumValues)
          throw problem('invalid_request', {
            detail: `A body has at most ${maximumValues} fields and entries; send less.`,
          });
        next.push((value as Record<string, unknown>)[key]);
      }
    }
    level = next;
  }
}
