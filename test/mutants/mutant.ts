/** What a mutant would cost if nobody noticed it. Of those marked as grave none may survive. */
export const areas = {
  money: 'grave',
  places: 'grave',
  tenancy: 'grave',
  roles: 'grave',
  signatures: 'grave',
  states: 'grave',
  sessions: 'grave',
  requests: 'grave',
  limits: 'kept',
  network: 'grave',
  pages: 'kept',
  records: 'kept',
} as const;
export type Area = keyof typeof areas;

/** One exact, meaningful change for the worse, and the tests that have to notice it. */
export type Mutant = {
  /** What the changed product would do. */
  readonly name: string;
  readonly area: Area;
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  /** Files or folders of tests, as vitest takes them. */
  readonly tests: readonly string[];
  /** Only tests whose name matches, to be quicker. */
  readonly only?: string;
  /** Mutants of one batch change rooms that have nothing to do with each other, and are tried in one run. */
  readonly batch?: string;
};
