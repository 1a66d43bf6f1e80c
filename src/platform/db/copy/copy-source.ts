/** A table as it is copied: the columns that hold data, without those that the database computes. */
export type Table = { readonly name: string; readonly columns: readonly string[] };

/** The number that a table's sequence gives next. */
export type SequenceState = { readonly name: string; readonly table: string; readonly next: string };

/** What is copied, and from which schema. */
export type CopyHeader = {
  readonly createdAt: Date;
  /** Version of the server that the rows come from, for people. */
  readonly postgres: string;
  /** In the order in which they are applied. */
  readonly migrations: readonly { readonly name: string; readonly hash: string }[];
  readonly sequences: readonly SequenceState[];
};

/** The rows of one table as PostgreSQL's COPY writes them as text; a chunk may end anywhere. */
export type CopiedTable = Table & {
  readonly rows: AsyncIterable<Buffer>;
  /** How many rows there are; known when all of them were read. */
  readonly rowCount: () => number;
};

/** A whole database to be read once, table by table, each to its end before the next: a file or a live snapshot. */
export type CopySource = {
  readonly header: CopyHeader;
  /** A table comes after those that its foreign keys point to. */
  readonly tables: AsyncIterable<CopiedTable>;
};
