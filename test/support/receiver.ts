import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from './client.ts';

export type Received = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The bytes as they came. */
  readonly raw: Buffer;
  readonly body: Json;
  readonly atMs: number;
};

export type Respond = (request: Received, response: ServerResponse) => void;

export type Receiver = {
  readonly url: string;
  readonly received: Received[];
  /** What it does from now on; by itself it answers 204. */
  respond(answer: Respond): void;
  /** Takes no connections until `open`. */
  close(): Promise<void>;
  open(): Promise<void>;
};

/** A merchant's own server on loopback. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let answer: Respond = (_, response) => void response.writeHead(204).end();
  let port = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      const body = raw.length > 0 ? JSON.parse(raw.toString()) : undefined;
      const entry = {
        path: request.url ?? '',
        headers: request.headers,
        raw,
        body,
        atMs: performance.now(),
      };
      received.push(entry);
      answer(entry, response);
    });
  });
  const open = async () => {
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  };
  await open();
  return {
    get url() {
      return `http://127.0.0.1:${port}/hooks`;
    },
    received,
    respond: (next) => {
      answer = next;
    },
    open,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Answers with this status and nothing else. */
export function status(code: number, headers: Record<string, string> = {}): Respond {
  return (_, response) => void response.writeHead(code, headers).end();
}
