/** Where in a file something is: what is known of it, from 1. */
export type Place = { readonly line?: number; readonly statement?: number; readonly entry?: number };

/** What is wrong with a statement: for people, and for the programs that hand statements in. */
export type StatementProblem = {
  /** Stable snake_case. */
  readonly code: string;
  /** One or two sentences: what is wrong, and the way out. Nothing of the file was counted where it is thrown. */
  readonly message: string;
  readonly file: string;
  readonly line: number | null;
  readonly statement: number | null;
  readonly entry: number | null;
};

/** A document that cannot be read as a whole: nothing of it may be counted. */
export class UnreadableStatement extends Error {
  override readonly name = 'UnreadableStatement';
  readonly code: string;
  readonly place: Place;
  /** Encodings that the document may be in, where the code is `encoding_needed`. */
  readonly encodings: readonly string[];

  constructor(code: string, message: string, place: Place = {}, encodings: readonly string[] = []) {
    super(message);
    this.code = code;
    this.place = place;
    this.encodings = encodings;
  }
}

/** The sentence begins with the file and the place, so that it can stand by itself. */
export function describeProblem(file: string, error: UnreadableStatement): StatementProblem {
  const { line, statement, entry } = error.place;
  const places = [
    statement === undefined ? '' : `statement ${statement}`,
    entry === undefined ? '' : `entry ${entry}`,
    line === undefined ? '' : `line ${line}`,
  ].filter((place) => place !== '');
  return {
    code: error.code,
    message: `${[file, ...places].join(', ')}: ${error.message}`,
    file,
    line: line ?? null,
    statement: statement ?? null,
    entry: entry ?? null,
  };
}
