import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** A TCP door before the database's socket, at which connections are cut and bytes are held up. */
export type FaultProxy = {
  readonly port: number;
  /** Cuts this part (0 to 1) of the open connections; gives how many that were. */
  cut(part: number, chance: () => number): number;
  /**
   * Cuts the connections of the next answers just before they pass: what was asked has been done, and whoever asked
   * never hears of it.
   */
  loseAnswers(count: number): void;
  /** Holds every answer up for so long, until the next call. */
  delayAnswers(delayMs: number): void;
  /** Swallows every byte in both directions while connections stay open, also new ones, until told otherwise. */
  swallow(isOn: boolean): void;
  /** Answers that were lost so far. */
  readonly lostAnswers: number;
  close(): Promise<void>;
};

export async function openFaultProxy(socketPath: string): Promise<FaultProxy> {
  const pairs = new Set<{ end(): void }>();
  let toLose = 0;
  let lostAnswers = 0;
  let delayMs = 0;
  let isSwallowing = false;

  const server = createServer({ noDelay: true }, (client) => {
    const database = connect(socketPath);
    const pair = { end: () => end(client, database) };
    pairs.add(pair);
    for (const socket of [client, database]) {
      // One end that breaks takes the other along, as a cut cable would.
      socket.on('error', pair.end);
      socket.on('close', () => {
        pair.end();
        pairs.delete(pair);
      });
    }
    client.on('data', (bytes) => {
      if (!isSwallowing) database.write(bytes);
    });
    let passing = Promise.resolve();
    database.on('data', (bytes) => {
      if (isSwallowing) return;
      if (toLose > 0) {
        toLose -= 1;
        lostAnswers += 1;
        return pair.end();
      }
      if (delayMs === 0) {
        void passing.then(() => client.write(bytes));
        return;
      }
      const heldUp = new Promise<void>((resolve) => setTimeout(resolve, delayMs));
      passing = Promise.all([passing, heldUp]).then(() => void client.write(bytes));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    port: (server.address() as AddressInfo).port,
    get lostAnswers() {
      return lostAnswers;
    },
    cut: (part, chance) => {
      const chosen = [...pairs].filter(() => chance() < part);
      for (const pair of chosen) pair.end();
      return chosen.length;
    },
    loseAnswers: (count) => {
      toLose = count;
    },
    delayAnswers: (newDelayMs) => {
      delayMs = newDelayMs;
    },
    swallow: (isOn) => {
      isSwallowing = isOn;
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const pair of pairs) pair.end();
      await closed;
    },
  };
}

function end(...sockets: Socket[]): void {
  for (const socket of sockets) socket.destroy();
}
