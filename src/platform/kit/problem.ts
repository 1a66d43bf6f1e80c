/** What is wrong with one field: `field` is a path such as `products[0].quantity`, `code` is stable snake_case. */
export type FieldError = { readonly field: string; readonly code: string; readonly message: string };

export type ProblemParts = {
  /** HTTP status, 400–599. */
  readonly status: number;
  /** Stable snake_case, what programs compare. */
  readonly code: string;
  /** A few words, the same for every occurrence of the code. */
  readonly title: string;
  /** One sentence that says what to do. Shown to callers. */
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  /** Sent with the answer, for example `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the answer's body, for example `release_at`. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** What made it happen. For logs only, never shown. */
  readonly cause?: unknown;
};

/** An error that a caller may see (RFC 9457). Anything else thrown is our fault and becomes a plain 500. */
export class Problem extends Error {
  override readonly name: string = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: FieldError[];
  readonly headers: Record<string, string>;
  readonly extra: Record<string, unknown>;

  constructor(parts: ProblemParts) {
    super(parts.detail, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.status = parts.status;
    this.code = parts.code;
    this.title = parts.title;
    this.detail = parts.detail;
    this.errors = [...(parts.errors ?? [])];
    this.headers = { ...parts.headers };
    this.extra = { ...parts.extra };
  }
}
