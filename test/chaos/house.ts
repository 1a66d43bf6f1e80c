import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { freePort } from '#test/support/free-port.ts';
import { type Database, openDatabase } from './machine/database.ts';
import { type FaultProxy, openFaultProxy } from './machine/fault-proxy.ts';
import { openReceiver, type Receiver } from './machine/receiver.ts';
import { createServerPlace, type Server } from './machine/server.ts';
import { createMemory, type Memory } from './memory.ts';
import type { Actor } from './people/asking.ts';
import { openShop, type Shop } from './people/shop.ts';
import type { Random } from './random.ts';

/** Everything that runs: two places for server processes, the database, what lies between, and the shops. */
export type House = {
  readonly memory: Memory;
  readonly database: Database;
  readonly proxy: FaultProxy;
  readonly servers: readonly Server[];
  readonly receiver: Receiver;
  readonly shops: readonly Shop[];
  readonly buildFolder: string;
  /** What an operator's command and a server get. */
  readonly environment: Readonly<Record<string, string>>;
  /** Somebody who walks in from an address of his own. */
  actor(name: string, number: number): Actor;
  close(): Promise<void>;
};

export type HouseOptions = {
  readonly buildFolder: string;
  readonly random: Random;
  readonly isLate: () => boolean;
  /** Beside test cards. */
  readonly provider?: 'bank' | undefined;
};

const checkoutLifeSeconds = 8;

export async function openHouse({ buildFolder, random, isLate, provider }: HouseOptions): Promise<House> {
  const closers: (() => unknown)[] = [];
  const atExit: (() => void)[] = [];
  const exit = () => {
    for (const undo of atExit.reverse()) undo();
  };
  process.once('exit', exit);
  const close = async () => {
    for (const undo of closers.splice(0).reverse()) await undo();
    process.off('exit', exit);
  };
  try {
    const memory = createMemory();
    const database = await openDatabase();
    closers.push(database.remove);
    atExit.push(database.removeAtExit);
    const proxy = await openFaultProxy(database.socketPath);
    closers.push(proxy.close);
    const receiver = await openReceiver(memory, random.fork('receiver'));
    closers.push(receiver.close);

    const [first, second] = [await freePort(), await freePort()];
    const { user, database: name } = database.connection;
    const key = () => `chaos:${randomBytes(32).toString('base64')}`;
    const environment = {
      DATABASE_URL: `postgresql://${user}@127.0.0.1:${proxy.port}/${name}`,
      PUBLIC_URL: `http://localhost:${first}`,
      ENCRYPTION_KEY: key(),
      SIGNING_KEY: key(),
      CHECKOUT_TTL_SECONDS: String(checkoutLifeSeconds),
      RATE_LIMIT: 'off',
      TRUST_PROXY: '1',
      WEBHOOK_ALLOW_PRIVATE: 'true',
      LOG_LEVEL: 'info',
    };
    const mainFile = join(buildFolder, 'server/main.js');
    const onCrash = (how: string) => memory.violate('No server ends by itself', how);
    const servers = [
      createServerPlace({ name: 'A', mainFile, port: first, environment, onCrash }),
      createServerPlace({ name: 'B', mainFile, port: second, environment, onCrash }),
    ] as const;
    for (const server of servers) {
      closers.push(() => server.end('SIGKILL'));
      atExit.push(server.killAtExit);
    }
    const actor = (who: string, number: number): Actor => ({
      name: who,
      random: random.fork(who),
      servers,
      memory,
      isLate,
      headers: { 'x-forwarded-for': `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}` },
    });

    await servers[0].start();
    const shops = [
      await openShop(1, actor('merchant 1', 1), receiver, [undefined, 3, 8, 12], provider === 'bank'),
      await openShop(2, actor('merchant 2', 2), receiver, [undefined, 5, 25], provider === 'bank'),
    ];
    return { memory, database, proxy, servers, receiver, shops, buildFolder, environment, actor, close };
  } catch (error) {
    await close();
    throw error;
  }
}
