/*
 * What an adapter throws. Their messages are for the log and carry nothing of what was sent or answered: clients put keys and
 * secrets of a payment into their own errors. Anything else that is thrown counts as unclear.
 */

/** The provider said no, and nothing happened: an answer that another try does not change. */
export class ProviderRefusal extends Error {
  readonly status: number;
  /** The provider's own word for it, such as `card_declined`. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'ProviderRefusal';
    this.status = status;
    this.code = code;
  }
}

/** The provider takes the connection's credentials no more, and did nothing: somebody has to give others. */
export class CredentialsRefused extends ProviderRefusal {
  constructor(status: number, code: string, message: string) {
    super(status, code, message);
    this.name = 'CredentialsRefused';
  }
}

/** What a 4xx means that another try does not change: 401 and 403 are about who asked. */
export function refusal(status: number, code: string, message: string): ProviderRefusal {
  const Refused = status === 401 || status === 403 ? CredentialsRefused : ProviderRefusal;
  return new Refused(status, code, message);
}

/** Nobody knows what became of what was asked. */
export class ProviderUnclear extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ProviderUnclear';
  }
}

/** The provider asks for patience, and did nothing that can be relied on: it is asked again later. */
export class ProviderBusy extends ProviderUnclear {
  /** How long it wants to be left alone; null when it did not say. */
  readonly retryAfterMs: number | null;

  constructor(message: string, retryAfterMs: number | null) {
    super(message);
    this.name = 'ProviderBusy';
    this.retryAfterMs = retryAfterMs;
  }
}

/** `Retry-After` in milliseconds; null when it says no seconds, such as a date by a clock of theirs. */
export function retryAfterMs(header: string | string[] | undefined): number | null {
  return typeof header === 'string' && /^\d{1,6}$/.test(header.trim()) ? Number(header) * 1000 : null;
}
