const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized Request',
  404: 'Not Found',
  409: 'Conflict',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** An answer that refuses, as Mollie words it. */
export class MollieError extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, detail: string, field?: string) {
    super(detail);
    this.status = status;
    this.body = {
      status,
      title: titles[status],
      detail,
      ...(field === undefined ? {} : { field }),
      _links: { documentation: { href: 'https://docs.mollie.com/errors', type: 'text/html' } },
    };
  }
}

export function unprocessable(detail: string, field: string): MollieError {
  return new MollieError(422, detail, field);
}

export function missing(kind: string, id: string): MollieError {
  return new MollieError(404, `No ${kind} exists with token ${id}.`);
}
