import { sqlState, waitedTooLong } from './failures.ts';

/** The database cannot be reached, or did not answer within the time that a request may wait: nothing was changed. */
export class DatabaseUnavailable extends Error {
  constructor(cause: unknown, message = 'The database is not available.') {
    super(message, { cause });
    this.name = 'DatabaseUnavailable';
  }
}

/** The answer to a commit, or to a statement that commits by itself, never came: it may have been kept or not. */
export class OutcomeUnknown extends DatabaseUnavailable {
  constructor(cause: unknown) {
    super(cause, 'Whether the database kept what was written is not known.');
    this.name = 'OutcomeUnknown';
  }
}

/** That the database is away is written down once, when it begins, and not by everybody who meets it. */
export function isToldAlready(error: unknown): boolean {
  return error instanceof DatabaseUnavailable && sqlState(error.cause) !== waitedTooLong;
}

/** Waits for a note that may be missing: whoever only reads is answered also while nothing can be written. */
export async function unlessUnavailable(note: Promise<unknown>): Promise<void> {
  try {
    await note;
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error;
  }
}
