import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { fastify } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packAnswer } from './pack-answer.ts';
import { problemFrom, sendProblem } from './problem-answer.ts';

let pieces: () => AsyncGenerator<string>;
let content: Readable;
const app = fastify();
app.addHook('onSend', packAnswer);
app.setErrorHandler((error, request, reply) =>
  sendProblem(request, reply, problemFrom(error), { log: { error: () => undefined }, page: undefined }),
);
app.get('/table', (_request, reply) => {
  content = Readable.from(pieces());
  const headers = { 'content-type': 'text/csv', 'content-disposition': 'attachment; filename="table.csv"' };
  return reply.headers(headers).send(content);
});

let url: string;
beforeAll(async () => {
  await app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/table`;
});
afterAll(() => app.close());

const unpackers = { br: createBrotliDecompress, gzip: createGunzip } as const;

async function ask(encoding: string): Promise<IncomingMessage> {
  const [response] = await once(get(url, { headers: { 'accept-encoding': encoding } }), 'response');
  return response;
}

describe.each(['br', 'gzip'] as const)('a stream that is packed with %s on its way', (encoding) => {
  it('is read before its end is made', async () => {
    let goOn = () => {};
    const wasRead = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    pieces = async function* () {
      yield 'id,amount\r\n';
      await wasRead;
      yield '1,24.20\r\n';
    };
    const response = await ask(encoding);
    expect(response.headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding' });
    let text = '';
    for await (const chunk of response.pipe(unpackers[encoding]()).setEncoding('utf8')) {
      text += chunk;
      // Only somebody who has read the first line makes the second one be made.
      if (text === 'id,amount\r\n') goOn();
    }
    expect(text).toBe('id,amount\r\n1,24.20\r\n');
  });

  it('is cut off where its content breaks, so that half is never taken for the whole', async () => {
    let breakDown = () => {};
    const wasRead = new Promise<void>((_resolve, reject) => {
      breakDown = () => reject(new Error('The database went away.'));
    });
    pieces = async function* () {
      yield 'id,amount\r\n';
      await wasRead;
    };
    const response = await ask(encoding);
    const read = async () => {
      for await (const _ of response) breakDown();
    };
    await expect(read()).rejects.toThrow(/aborted/);
  });

  it('is a problem that can be read where its content breaks before anything is on its way', async () => {
    pieces = async function* () {
      yield* [];
      throw new Error('The database went away.');
    };
    const response = await ask(encoding);
    expect(response.statusCode).toBe(500);
    expect(response.headers['content-encoding']).toBeUndefined();
    expect(response.headers['content-disposition']).toBeUndefined();
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += chunk;
    expect(JSON.parse(text)).toMatchObject({ code: 'internal_error' });
  });

  it('is not made any further when nobody reads it any more', async () => {
    pieces = async function* () {
      for (;;) yield 'id,amount\r\n'.repeat(10_000);
    };
    const response = await ask(encoding);
    const closed = new Promise((resolve) => content.once('close', resolve));
    await once(response, 'data');
    response.destroy();
    await closed;
    expect(content.destroyed).toBe(true);
  });
});
