import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buyer as billing, must } from '#test/support/scenario.ts';
import { removeFolders } from './support/folders.ts';
import { endRunning, ensureBuild, root, run } from './support/run.ts';
import {
  childrenOf,
  databaseRuns,
  isRunning,
  logLines,
  openBundledDatabase,
  type ServerProcess,
  startServer,
  usedDataDir,
} from './support/server-process.ts';
import { openShopWithLink, startCheckout } from './support/shop.ts';
import { soon } from './support/soon.ts';

beforeAll(ensureBuild);
afterAll(async () => {
  await endRunning();
  removeFolders();
});

/** Whether new connections are refused. */
async function isClosed(server: ServerProcess): Promise<boolean> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  const closed = await new Promise<boolean>((resolve) => {
    socket.on('connect', () => resolve(false));
    socket.on('error', () => resolve(true));
  });
  socket.destroy();
  return closed;
}

/** A request whose body is sent bit by bit; its answer is all that came back until the connection was closed. */
function openRequest(server: ServerProcess, path: string, bodyBytes: number) {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1').setEncoding('utf8');
  let answer = '';
  socket.on('data', (text) => {
    answer += text;
  });
  socket.on('error', () => undefined);
  socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n`);
  socket.write(`Content-Length: ${bodyBytes}\r\n\r\n`);
  return {
    write: (text: string) => socket.write(text),
    answer: new Promise<string>((resolve) => socket.on('close', () => resolve(answer))),
  };
}

test('SIGTERM under load: what was acknowledged is there afterwards, and the exit code is 0', async () => {
  const dataDir = await usedDataDir();
  const server = await startServer({ dataDir });
  const { link } = await openShopWithLink(server);
  const acknowledged: string[] = [];
  const answers: number[] = [];
  const failures: string[] = [];
  let refused = false;
  const buyer = async () => {
    while (!refused) {
      try {
        const reply = await startCheckout(server.client(), link.id);
        answers.push(reply.status);
        if (reply.status === 201) acknowledged.push(reply.body.checkout_id);
      } catch (error) {
        refused = true;
        failures.push(String((error as { cause?: { code?: string } }).cause?.code));
      }
    }
  };
  const buyers = Promise.all(Array.from({ length: 16 }, buyer));
  await soon(
    () => acknowledged.length,
    (count) => count >= 100,
  );
  expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null });
  await buyers;
  expect(new Set(answers)).toEqual(new Set([201]));
  expect(failures.filter((code) => !['ECONNREFUSED', 'ECONNRESET', 'UND_ERR_SOCKET'].includes(code))).toEqual(
    [],
  );

  const next = await startServer({ dataDir });
  const database = await openBundledDatabase(dataDir);
  const { rows } = await database.query(
    'select count(*)::int as count from checkouts where payment_link_id = $1',
    [link.id],
  );
  await database.end();
  expect(rows[0].count).toBeGreaterThanOrEqual(acknowledged.length);
  // At most one start of each buyer was on its way when the connection was lost.
  expect(rows[0].count).toBeLessThanOrEqual(acknowledged.length + 16);
  await next.end('SIGTERM');
});

test('a request in flight is answered before the server ends, whatever number of signals come', async () => {
  const server = await startServer({ dataDir: await usedDataDir() });
  const { link } = await openShopWithLink(server);
  const body = JSON.stringify(billing);
  const request = openRequest(server, `/api/payment-links/public/${link.id}/start/`, Buffer.byteLength(body));
  request.write(body.slice(0, 20));
  must(200, await server.client().get('/healthz'));
  server.child.kill('SIGTERM');
  await soon(() => isClosed(server), Boolean);
  server.child.kill('SIGTERM');
  server.child.kill('SIGINT');
  const signals = () => logLines(server.stdout()).filter(({ signal }) => signal !== undefined).length;
  await soon(signals, (count) => count === 3);
  expect(isRunning(server.pid)).toBe(true);
  request.write(body.slice(20));
  expect(await request.answer).toMatch(/^HTTP\/1\.1 201 /);
  expect(await server.ended).toEqual({ code: 0, signal: null });
  expect(databaseRuns(server.dataDir)).toBe(false);
});

test('a request that never comes to its end is cut off after ten seconds, and the exit code is still 0', async () => {
  const server = await startServer({ dataDir: await usedDataDir() });
  const request = openRequest(server, '/api/auth/login/', 100);
  request.write('{');
  must(200, await server.client().get('/healthz'));
  const startedMs = performance.now();
  expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null });
  const tookMs = performance.now() - startedMs;
  expect(await request.answer).toBe('');
  expect(tookMs).toBeGreaterThan(9_000);
  expect(tookMs).toBeLessThan(15_000);
});

test('an error that nobody caught is logged, and the server ends with exit code 1 and stops its database', async () => {
  const throwOnSignal = "process.on('SIGUSR2', () => { throw new Error('on purpose'); })";
  const nodeOptions = ['--import', `data:text/javascript,${encodeURIComponent(throwOnSignal)}`];
  const server = await startServer({ dataDir: await usedDataDir(), nodeOptions });
  server.child.kill('SIGUSR2');
  expect(await server.ended).toEqual({ code: 1, signal: null });
  expect(logLines(server.stdout())).toContainEqual(
    expect.objectContaining({ level: 'fatal', err: expect.objectContaining({ message: 'on purpose' }) }),
  );
  expect(databaseRuns(server.dataDir)).toBe(false);
});

test('stopping `npm start` stops the server and its database', async () => {
  const dataDir = await usedDataDir();
  const environment = { PORT: '0', DATA_DIR: dataDir };
  const npm = run('npm', ['start'], { environment, directory: join(root) });
  await soon(
    () => npm.stdout(),
    (text) => text.includes('"ready"'),
  );
  const [server] = childrenOf(npm.child.pid as number);
  expect(server).toBeDefined();
  npm.child.kill('SIGTERM');
  await npm.ended;
  await soon(
    () => isRunning(server as number) || databaseRuns(dataDir),
    (runs) => !runs,
  );
});
