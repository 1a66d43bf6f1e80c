import type { Writable } from 'node:stream';
import type pg from 'pg';

const gathering = new WeakSet<pg.PoolClient>();

/** Lets what is asked at one moment leave in one write: each of its own costs more than what it says. */
export function gatherWrites(client: pg.PoolClient): void {
  if (gathering.has(client)) return;
  gathering.add(client);
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  stream.cork();
  process.nextTick(() => {
    gathering.delete(client);
    stream.uncork();
  });
}
