import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createOutbound, type Outbound, type OutboundOptions, type OutboundRequest } from './outbound.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function outboundWith(options: OutboundOptions): Outbound {
  const outbound = createOutbound(options);
  closers.push(() => outbound.close());
  return outbound;
}

/** A server on loopback that counts what reaches it. */
async function serve(handler: Handler): Promise<{ port: number; hits: () => number; sockets: () => number }> {
  let hits = 0;
  let sockets = 0;
  const server: Server = createServer((request, response) => {
    hits += 1;
    handler(request, response);
  });
  server.on('connection', () => {
    sockets += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, hits: () => hits, sockets: () => sockets };
}

const get = (url: string, overrides: Partial<OutboundRequest> = {}): OutboundRequest => ({
  method: 'GET',
  url: new URL(url),
  headers: {},
  timeoutMs: 5_000,
  maximumBytes: 1_000,
  whenLonger: 'cut',
  ...overrides,
});

const failing = (reason: string) => expect.objectContaining({ name: 'OutboundFailure', reason });

describe('where it connects to', () => {
  it.each([
    '127.0.0.1',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '0177.0.0.1',
    '127.1',
    '017700000001',
    '１２７.0.0.1',
    '127.0.0.1.',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '[fe80::1]',
    '169.254.169.254',
    '0.0.0.0',
  ])('refuses the literal %s before any byte leaves', async (host) => {
    const { port, hits, sockets } = await serve((_, response) => void response.end());
    const outbound = outboundWith({ allowPrivate: false });
    const request = get(`http://${host}:${port}/`);
    await expect(outbound.send(request)).rejects.toThrow(failing('refused_address'));
    await expect(outbound.check(request.url)).rejects.toThrow(failing('refused_address'));
    expect([hits(), sockets()]).toEqual([0, 0]);
  });

  it('refuses names of private addresses, and does not say which address it was', async () => {
    const outbound = outboundWith({ allowPrivate: false, resolve: async () => ['10.0.0.7', '::1'] });
    const refusal = outbound.send(get('http://inner.example/'));
    await expect(refusal).rejects.toThrow(failing('refused_address'));
    await expect(refusal).rejects.not.toThrow('10.0.0.7');
  });

  it('refuses cloud metadata although private targets are allowed', async () => {
    const outbound = outboundWith({ allowPrivate: true, resolve: async () => ['169.254.169.254'] });
    await expect(outbound.send(get('http://metadata.example/'))).rejects.toThrow(failing('refused_address'));
  });

  it('asks the name server once for a connection, so a second, inner answer is never used', async () => {
    const { port, hits } = await serve((_, response) => void response.end('inner'));
    const answers = [['203.0.113.9'], ['127.0.0.1'], ['127.0.0.1']];
    let asked = 0;
    const outbound = outboundWith({
      allowPrivate: false,
      resolve: async () => {
        asked += 1;
        return answers.shift() ?? [];
      },
    });
    await expect(outbound.send(get(`http://rebound.example:${port}/`))).rejects.toThrow(
      failing('refused_address'),
    );
    expect(asked).toBe(1);
    await expect(outbound.send(get(`http://rebound.example:${port}/`))).rejects.toThrow(
      failing('refused_address'),
    );
    expect([asked, hits()]).toEqual([2, 0]);
  });

  it('connects to exactly the address that was judged, whatever the name would give later', async () => {
    const { port, hits } = await serve((_, response) => void response.end('ok'));
    const answers = [['127.0.0.1']];
    const outbound = outboundWith({
      allowPrivate: true,
      resolve: async () => answers.shift() ?? ['169.254.169.254'],
    });
    expect((await outbound.send(get(`http://receiver.example:${port}/`))).status).toBe(200);
    expect([hits(), answers]).toEqual([1, []]);
  });

  it('leaves the refused addresses of a name out and uses the others', async () => {
    const { port } = await serve((request, response) => void response.end(request.headers.host));
    const outbound = outboundWith({
      allowPrivate: true,
      resolve: async () => ['169.254.169.254', '::ffff:127.0.0.1', '127.0.0.1'],
    });
    const answer = await outbound.send(get(`http://mixed.example:${port}/`));
    expect(answer.body.toString()).toBe(`mixed.example:${port}`);
  });

  it('tells a name without address', async () => {
    const outbound = outboundWith({ allowPrivate: false, resolve: async () => [] });
    await expect(outbound.send(get('http://nowhere.example/'))).rejects.toThrow(failing('unresolved'));
    const failed = outboundWith({
      allowPrivate: false,
      resolve: () => Promise.reject(new Error('SERVFAIL')),
    });
    await expect(failed.check(new URL('http://nowhere.example/'))).rejects.toThrow(failing('unresolved'));
  });
});

describe('what it takes for an answer', () => {
  const local = () => outboundWith({ allowPrivate: true });

  it('a redirect is an answer, and nobody follows it', async () => {
    const { port, hits } = await serve((_, response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
    );
    const answer = await local().send(get(`http://127.0.0.1:${port}/`));
    expect([answer.status, answer.headers.location, hits()]).toEqual([302, 'http://169.254.169.254/', 1]);
  });

  it('ends an exchange that takes too long before the first byte', async () => {
    const { port } = await serve(() => undefined);
    const request = get(`http://127.0.0.1:${port}/`, { timeoutMs: 100 });
    await expect(local().send(request)).rejects.toThrow(failing('timeout'));
  });

  it('ends a body that never ends: an error where all is wanted, cut where a part will do', async () => {
    const { port } = await serve((_, response) => void response.write('begin'));
    const url = `http://127.0.0.1:${port}/`;
    const whole = local().send(get(url, { timeoutMs: 150, whenLonger: 'refuse' }));
    await expect(whole).rejects.toThrow(failing('timeout'));
    const answer = await local().send(get(url, { timeoutMs: 150 }));
    expect([answer.status, answer.body.toString(), answer.isCut]).toEqual([200, 'begin', true]);
  });

  it('takes no more than the limit, however much is sent and whatever the length says', async () => {
    const { port } = await serve((_, response) => void response.end('x'.repeat(100_000)));
    const url = `http://127.0.0.1:${port}/`;
    const answer = await local().send(get(url));
    expect([answer.body.length, answer.isCut]).toEqual([1_000, true]);
    await expect(local().send(get(url, { whenLonger: 'refuse' }))).rejects.toThrow(failing('too_large'));
    const whole = await local().send(get(url, { whenLonger: 'refuse', maximumBytes: 100_000 }));
    expect([whole.body.length, whole.isCut]).toEqual([100_000, false]);
  });

  it('tells a refused connection, a broken answer and being stopped apart', async () => {
    const { port } = await serve((request) => void request.socket.destroy());
    const outbound = local();
    await expect(outbound.send(get(`http://127.0.0.1:${port}/`))).rejects.toThrow(failing('unreachable'));
    await expect(outbound.send(get('http://127.0.0.1:1/'))).rejects.toThrow('ECONNREFUSED');
    const silent = await serve(() => undefined);
    const stop = new AbortController();
    const stopped = outbound.send(get(`http://127.0.0.1:${silent.port}/`, { signal: stop.signal }));
    stop.abort();
    await expect(stopped).rejects.toThrow(failing('stopped'));
  });

  it('names a certificate that nobody vouches for', async () => {
    const { port } = await serve((_, response) => void response.end());
    // Plain HTTP where TLS is expected fails in the handshake.
    await expect(local().send(get(`https://127.0.0.1:${port}/`))).rejects.toThrow(failing('unreachable'));
  });

  it('keeps connections for the next requests', async () => {
    const { port, sockets } = await serve((_, response) => void response.end());
    const outbound = local();
    for (let count = 0; count < 10; count++) await outbound.send(get(`http://127.0.0.1:${port}/`));
    expect(sockets()).toBeLessThan(5);
  });
});
