/** What the errors of the driver and of PostgreSQL (its SQLSTATE) mean for whoever waits for an answer. */

export function sqlState(error: unknown): string | undefined {
  return (error as { code?: string } | undefined)?.code;
}

/** Serialization failure or deadlock: the transaction did nothing and may be repeated. */
export function isConflict(error: unknown): boolean {
  const state = sqlState(error);
  return state === '40001' || state === '40P01';
}

/** A statement that waited longer than it may, e.g. for the lock of somebody else's row. */
export const waitedTooLong = '57014';

const neverConnected = new Set(['ECONNREFUSED', 'ENOENT', 'EAI_AGAIN', 'ENOTFOUND', 'EMFILE', 'EACCES']);
const lostStates = new Set(['57P01', '57P02', '57P03', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH']);
const lostMessages =
  /connection terminated|timeout exceeded when trying to connect|timeout expired|Connection ended|Client has encountered a connection error/i;

export const diskFull = '53100';

/** Full disk, no memory, too many connections: the statement did nothing, and others may succeed. */
export function isShortage(error: unknown): boolean {
  return sqlState(error)?.startsWith('53') ?? false;
}

/** The connection broke or could not be made: what was asked over it has no answer. */
export function isLost(error: unknown): boolean {
  if (error instanceof NoAnswer) return true;
  const state = sqlState(error);
  if (state !== undefined)
    return lostStates.has(state) || neverConnected.has(state) || state.startsWith('08');
  return lostMessages.test(error instanceof Error ? error.message : '');
}

/** Whether what was asked may have reached the database before the connection broke. */
export function mayHaveArrived(error: unknown): boolean {
  const state = sqlState(error);
  return isLost(error) && !(state !== undefined && neverConnected.has(state));
}

/** The database is away, is short of something, or did not answer in time. */
export function isUnavailable(error: unknown): boolean {
  return isLost(error) || isShortage(error) || sqlState(error) === waitedTooLong;
}

/** A connection over which nothing came within the time that a request may wait. */
export class NoAnswer extends Error {
  constructor(waitedMs: number) {
    super(`The database did not answer within ${waitedMs} ms.`);
    this.name = 'NoAnswer';
  }
}
