import { eventually } from '#test/support/scenario.ts';

/** Waits for what another process does; long enough for a busy machine. */
export function soon<T>(ask: () => T | Promise<T>, fits: (answer: T) => boolean): Promise<T> {
  return eventually(async () => ask(), fits, 60_000);
}
