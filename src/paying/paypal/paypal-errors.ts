/** PayPal said no, and nothing happened: a 4xx that another try does not change. */
export class PayPalRefusal extends Error {
  override readonly name = 'PayPalRefusal';
  readonly status: number;
  /** PayPal's own word for it, such as `INSTRUMENT_DECLINED`. */
  readonly issue: string;

  constructor(status: number, issue: string, message: string) {
    super(message);
    this.status = status;
    this.issue = issue;
  }
}

/** Nobody knows what became of what was asked. */
export class PayPalUnclear extends Error {
  override readonly name: string = 'PayPalUnclear';
}

/** Asked too often: nothing was done, and it is asked again later. */
export class PayPalBusy extends PayPalUnclear {
  override readonly name = 'PayPalBusy';
  readonly retryAfterMs: number | null;

  constructor(message: string, retryAfterMs: number | null) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

/** PayPal does not take the client id and its secret, or does not let them do this. */
export class PayPalCredentialsRefused extends Error {
  override readonly name = 'PayPalCredentialsRefused';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
