import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { type ClientAddress, isFromThisMachine } from './client-address.ts';
import type { RequestFacts } from './route.ts';

declare module 'fastify' {
  interface FastifyRequest {
    facts: HttpFacts | undefined;
  }
}

/** What one request says about itself. Found out when somebody asks: most requests for a link never do. */
export class HttpFacts implements RequestFacts {
  readonly requestId: string;
  readonly url: string;
  idempotencyKey: string | undefined;
  rawBodyType: string | undefined;
  private readonly asking: Asking;
  private readonly clientAddress: ClientAddress;
  private knownAddress: string | undefined;

  constructor(asking: Asking, clientAddress: ClientAddress) {
    this.requestId = asking.id;
    this.url = asking.url;
    this.idempotencyKey = undefined;
    this.rawBodyType = undefined;
    this.asking = asking;
    this.clientAddress = clientAddress;
    this.knownAddress = undefined;
  }

  get address(): string {
    this.knownAddress ??= this.clientAddress(
      this.asking.socket.remoteAddress ?? '',
      this.header('x-forwarded-for'),
    );
    return this.knownAddress;
  }

  get isFromThisMachine(): boolean {
    return isFromThisMachine(this.asking.socket.remoteAddress, this.asking.headers);
  }

  get userAgent(): string {
    return this.header('user-agent') ?? '';
  }

  get rawBody(): Buffer {
    return Buffer.isBuffer(this.asking.body) ? this.asking.body : noBytes;
  }

  isGone(): boolean {
    return this.asking.socket.destroyed === true;
  }

  header(name: string): string | undefined {
    return headerOf(this.asking.headers, name);
  }

  headers(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      Object.keys(this.asking.headers).map((name) => [name, this.header(name) ?? '']),
    );
  }
}

type Asking = {
  /** Of the request. */
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined; readonly destroyed?: boolean };
  readonly url: string;
  readonly body: unknown;
};

const noBytes = Buffer.alloc(0);

function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** What a request of the framework says about itself: the same object whenever it is asked for. */
export function factsOf(request: FastifyRequest, clientAddress: ClientAddress): HttpFacts {
  request.facts ??= new HttpFacts(request, clientAddress);
  return request.facts;
}
