import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below what systems give to connections that go out, and above what services are known by. */
const range = { from: 12_000, to: 32_000 };

/**
 * A port that nobody uses now, for a server that has to know its address before it listens. One that the system chooses
 * would soon be given to somebody else's connection, as soon as nobody listens there.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(range.from, range.to);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
