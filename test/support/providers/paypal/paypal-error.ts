/** An answer that refuses, as PayPal words it. */
export class PayPalError extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, name: string, issue: string, description?: string) {
    super(`${issue}: ${description ?? name}`);
    this.status = status;
    this.body = {
      name,
      message: 'The request could not be done.',
      debug_id: 'f0f0f0f0f0f0f',
      details: [{ issue, description }],
    };
  }
}

export function invalid(issue: string, description: string): PayPalError {
  return new PayPalError(400, 'INVALID_REQUEST', issue, description);
}

export function unprocessable(issue: string, description: string): PayPalError {
  return new PayPalError(422, 'UNPROCESSABLE_ENTITY', issue, description);
}

export function notFound(): PayPalError {
  return new PayPalError(
    404,
    'RESOURCE_NOT_FOUND',
    'INVALID_RESOURCE_ID',
    'Specified resource ID does not exist. Check the resource ID and try again.',
  );
}

/** As the interface of webhooks refuses: its name is the code, and the issue a sentence. */
export function webhookFault(name: string, issue: string): PayPalError {
  return new PayPalError(400, name, issue);
}
