/** An answer that refuses, as Stripe words it. */
export class StripeError extends Error {
  readonly status: number;
  readonly body: { readonly error: Readonly<Record<string, string>> };

  constructor(status: number, type: string, message: string, more: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.body = { error: { type, message, ...more } };
  }
}

export function invalidRequest(message: string, param: string, code = 'parameter_invalid'): StripeError {
  return new StripeError(400, 'invalid_request_error', message, { code, param });
}

export function missingResource(kind: string, id: string): StripeError {
  return new StripeError(404, 'invalid_request_error', `No such ${kind}: '${id}'`, {
    code: 'resource_missing',
    param: 'id',
  });
}
