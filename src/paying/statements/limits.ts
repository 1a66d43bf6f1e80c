/** What a statement may ask for. Banks stay far below; what is above is no statement or means harm. */
export const limits = {
  /** Of one document. */
  entries: 1_000_000,
  statements: 10_000,
  /** Payments of one entry. */
  parts: 100_000,
  /** Characters of one text, such as a name. */
  textLength: 10_000,
  /** Elements within each other. */
  depth: 40,
  /** Elements of one entry, or of one payment of it. */
  elements: 5_000,
  /** Characters without the end of a tag, a text or a line. */
  stretch: 1_000_000,
  /** Columns of a table. */
  columns: 200,
  /** Lines before the line that names the columns. */
  preambleLines: 50,
  /** Documents in a ZIP. */
  documents: 1_000,
  /** Bytes of a ZIP, unpacked. */
  unpackedBytes: 1_000_000_000,
  documentBytes: 500_000_000,
  /** Unpacked bytes for one that is packed: repetitive XML comes to 60. */
  ratio: 200,
} as const;
