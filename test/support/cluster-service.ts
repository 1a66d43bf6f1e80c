import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RunningBrowser, startBrowser } from './cluster-browser.ts';
import { startCluster, type TestCluster } from './cluster-database.ts';

/** Turns a start into one that happens at the first use, once, and can be undone. */
function once<Started extends { stop(): Promise<void> }>(start: () => Promise<Started>) {
  let started: Promise<Started> | undefined;
  return {
    get: () => {
      started ??= start();
      return started;
    },
    stop: async () => {
      // A start that failed has been reported to whoever asked for it, and left nothing to stop.
      const running = await started?.catch(() => undefined);
      await running?.stop();
    },
  };
}

/** Serves the test files of one run with databases of one cluster and with one browser. */
export async function startClusterService(): Promise<{ url: string; stop(): Promise<void> }> {
  const cluster = once<TestCluster>(startCluster);
  const browser = once<RunningBrowser>(startBrowser);
  const answers: Record<string, (name: string) => Promise<unknown>> = {
    '/create-database': async () => (await cluster.get()).create(),
    '/drop-database': async (name) => (await cluster.get()).drop(name),
    '/browser': async () => (await browser.get()).endpoint,
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const answer = answers[url.pathname];
    if (answer === undefined) {
      response.writeHead(404).end(`Nothing answers at ${url.pathname}.`);
      return;
    }
    answer(url.searchParams.get('name') ?? '').then(
      (result) => response.end(JSON.stringify(result ?? null)),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  // A connection that is closed just as a test file asks again would fail its first request.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await Promise.all([browser.stop(), cluster.stop()]);
    },
  };
}
