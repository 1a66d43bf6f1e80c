import { checkAnswer, type OpenApi } from './contract.ts';

export type Reply<T = Record<string, unknown>> = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
  readonly text: string;
};

// Answers are read field by field, so each test names the shape that it relies on.
// biome-ignore lint/suspicious/noExplicitAny: the wire is untyped until a test looks at it
export type Json = any;

/**
 * A small HTTP client with credentials; everything goes over the socket as a stranger's would. With a document every
 * answer is held against it, so that each test also proves the contract.
 */
export class Client {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly document: OpenApi | undefined;

  constructor(url: string, headers: Record<string, string> = {}, document?: OpenApi) {
    this.url = url;
    this.headers = headers;
    this.document = document;
  }

  withToken(token: string): Client {
    return this.with({ authorization: `Token ${token}` });
  }

  withKey(key: string): Client {
    return this.with({ authorization: `Api-Key ${key}` });
  }

  with(headers: Record<string, string>): Client {
    return new Client(this.url, { ...this.headers, ...headers }, this.document);
  }

  async request(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply<Json>> {
    const isText = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(path.startsWith('http') ? path : this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...this.headers,
        ...headers,
      },
      ...(body === undefined ? {} : { body: isText ? (body as string) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const { status, headers: answered } = response;
    if (this.document) checkAnswer(this.document, { method, path, status, headers: answered, text });
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text ? JSON.parse(text) : undefined,
    };
  }

  get(path: string, headers?: Record<string, string>) {
    return this.request('GET', path, undefined, headers);
  }
  post(path: string, body?: unknown, headers?: Record<string, string>) {
    return this.request('POST', path, body, headers);
  }
  put(path: string, body?: unknown, headers?: Record<string, string>) {
    return this.request('PUT', path, body, headers);
  }
  patch(path: string, body?: unknown, headers?: Record<string, string>) {
    return this.request('PATCH', path, body, headers);
  }
  delete(path: string, headers?: Record<string, string>) {
    return this.request('DELETE', path, undefined, headers);
  }
}
