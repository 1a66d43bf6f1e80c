import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { connectionLimits } from '#platform/http/connections.ts';
import { createServer } from '#platform/http/server.ts';
import { systemClock } from '#platform/kit/clock.ts';
import { rawRequest, readAnswer, sendRaw } from '#test/support/raw.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function startServer(limits: Partial<typeof connectionLimits>, isExempt = false) {
  const warnings: unknown[] = [];
  const never = () => Promise.reject(new Error('Nobody signs in here.'));
  const server = createServer({
    context: {},
    clock: systemClock,
    routes: [],
    authenticate: { session: never, apiKey: never },
    clientAddress: (address) => address,
    mayHaveAnyNumberOfConnections: () => isExempt,
    log: { warn: (fields) => void warnings.push(fields), error: () => undefined },
    secure: false,
    onAnswered: [],
    plugins: [
      (scope) => void scope.post('/echo', async (request) => ({ got: request.body })),
      (scope) => void scope.post('/never', () => new Promise(() => undefined)),
    ],
    connectionLimits: { ...connectionLimits, checkIntervalMs: 20, ...limits },
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  closers.push(() => server.close());
  const { port } = server.server.address() as AddressInfo;
  const open = async (): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1');
    closers.push(() => socket.destroy());
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  };
  return { url: `http://127.0.0.1:${port}`, open, warnings };
}

const slow = { headersTimeoutMs: 60, requestTimeoutMs: 120 };
const slowHead = { headersTimeoutMs: 60, requestTimeoutMs: 60_000 };

describe('slow senders', () => {
  it.each([
    ['nothing', slowHead, ''],
    ['half a head', slowHead, 'GET /echo HTTP/1.1\r\nHost: x\r\n'],
    [
      'half a body',
      slow,
      rawRequest('POST /echo', { 'Content-Type': 'application/json', 'Content-Length': '9' }, '{'),
    ],
  ])('who have sent %s in time are told 408 and hung up on', async (_, limits, text) => {
    const { url } = await startServer(limits);
    const { status, headers, body } = await sendRaw(url, text);
    expect(status).toBe(408);
    expect(headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    });
    expect(JSON.parse(body)).toMatchObject({
      code: 'request_timeout',
      request_id: headers['x-request-id'],
    });
  });

  it('one who goes on sending after that is cut off', async () => {
    const { open } = await startServer(slow);
    const socket = await open();
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => void chunks.push(chunk));
    await once(socket, 'end');
    expect(readAnswer(String(Buffer.concat(chunks))).status).toBe(408);
    const drip = setInterval(() => socket.write('x'), 20);
    closers.push(() => clearInterval(drip));
    await once(socket, 'close');
  });
});

describe('connections', () => {
  const get = rawRequest('POST /echo', { 'Content-Type': 'application/json', 'Content-Length': '2' }, '{}');

  it('of one address are bounded; one that ends makes room', async () => {
    const { url, open, warnings } = await startServer({ mostConnectionsPerAddress: 3 });
    const kept = [await open(), await open(), await open()];
    const refused = await open();
    await once(refused, 'close');
    expect(warnings).toEqual([{ limit: 3, of: 'address' }]);
    kept[0]?.destroy();
    // The server hears of it a moment later.
    await expect
      .poll(() =>
        sendRaw(url, get).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200);
  });

  it('on which nothing moves while a request is answered are cut off', async () => {
    const { open } = await startServer({ stillTimeoutMs: 100 });
    const socket = await open();
    const ask = { 'Content-Type': 'application/json', 'Content-Length': '2' };
    socket.write(rawRequest('POST /never', ask, '{}'));
    await once(socket, 'close');
  });

  it('of a proxy are not, but all of them together', async () => {
    const { open, warnings } = await startServer({ mostConnectionsPerAddress: 1, mostConnections: 3 }, true);
    await open();
    await open();
    await open();
    const refused = await open();
    await once(refused, 'close');
    expect(warnings).toEqual([{ limit: 3, of: 'process' }]);
  });
});
