/*
 * Nothing that somebody waits for takes longer than five seconds. The database gives a statement up by itself, which
 * says for certain that it did nothing; only when that does not come either, the connection is given up here.
 */
export const timeLimits = {
  /** For a connection: a free one, or a new one. */
  connectMs: 3_000,
  /** A statement, by the database. */
  statementMs: 4_000,
  /** A transaction that nothing is asked of, by the database. */
  idleInTransactionMs: 30_000,
  /** From asking for a connection to the answer of a statement, here. */
  answerMs: 4_500,
  /** A statement whose limit was lifted, while the database says nothing to anybody. */
  silenceMs: 60_000,
  /** The proof that a write is kept. */
  proofMs: 2_000,
} as const;

/** What a connection asks the database for when it begins. A pooler may take that away. */
export const askedLimits = {
  statement_timeout: timeLimits.statementMs,
  idle_in_transaction_session_timeout: timeLimits.idleInTransactionMs,
} as const;

export type FoundLimits = { readonly statement: string; readonly idle: string };
export const readLimitsText = `select current_setting('statement_timeout') as statement, current_setting('idle_in_transaction_session_timeout') as idle`;

export function areLimited(found: readonly FoundLimits[]): boolean {
  return found.every(({ statement, idle }) => statement !== '0' && idle !== '0');
}

/** As the first statement of a transaction whose work may take longer than a request waits. */
export const liftTimeLimitText = 'set local statement_timeout = 0';
