import { connect, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#platform/db/database.ts';
import { requirePreparedStatements, requireTimeLimits } from '#platform/db/pooler.ts';
import { createDatabase, type TestDatabase } from '#test/support/cluster.ts';
import { eventually } from '#test/support/scenario.ts';

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await createDatabase();
});
afterAll(() => testDatabase.drop());

const ignored = /^(?:options|statement_timeout|idle_in_transaction_session_timeout)$/;

/** The first message of a connection without the settings that PgBouncer is told to ignore. */
function withoutSettings(message: Buffer): Buffer {
  const words = message.subarray(8).toString().split('\0');
  const kept: string[] = [];
  for (let at = 0; at + 1 < words.length && words[at]; at += 2)
    if (!ignored.test(words[at] as string)) kept.push(words[at] as string, words[at + 1] as string);
  const body = Buffer.from(`${kept.join('\0')}\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(body.length + 8, 0);
  head.writeInt32BE(message.readInt32BE(4), 4);
  return Buffer.concat([head, body]);
}

/** What a pooler with `ignore_startup_parameters` does to a connection. */
async function openForgetful(): Promise<{ port: number; close(): void }> {
  const { host, port } = testDatabase.connection;
  const server = createServer((client) => {
    const database = connect(`${host}/.s.PGSQL.${port}`);
    client.once('data', (first) => {
      database.write(withoutSettings(first as Buffer));
      client.pipe(database);
    });
    database.pipe(client);
    for (const socket of [client, database]) socket.on('error', () => undefined);
    database.on('close', () => client.destroy());
    client.on('close', () => database.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as { port: number }).port, close: () => server.close() };
}

describe('a pooler that takes the time limits away', () => {
  it('is told at start, until the role or the database has them', async () => {
    const pooler = await openForgetful();
    const { user, database: name } = testDatabase.connection;
    const connection = { host: '127.0.0.1', port: pooler.port, user, database: name };
    const open = () => openDatabase({ connection, poolSize: 2, prepared: true });
    const before = open();
    await expect(requireTimeLimits(before)).rejects.toThrow(/alter role … set statement_timeout/);
    for (const setting of [`statement_timeout = '4s'`, `idle_in_transaction_session_timeout = '30s'`])
      await before.pool.query(`alter database ${name} set ${setting}`);
    await before.close();
    const after = open();
    await requireTimeLimits(after);
    await after.close();
    pooler.close();
  });
});

describe('a pooler that takes the time limits away later', () => {
  it('is told once by the first connection that misses them, and readiness says so until they are back', async () => {
    const pooler = await openForgetful();
    const { user, database: name } = testDatabase.connection;
    const connection = { host: '127.0.0.1', port: pooler.port, user, database: name };
    const operator = openDatabase({ connection: testDatabase.connection, poolSize: 1, prepared: true });
    const setLimits = async (change: string) => {
      for (const setting of ['statement_timeout', 'idle_in_transaction_session_timeout'])
        await operator.pool.query(`alter database ${name} ${change.replace('NAME', setting)}`);
    };
    await setLimits(`set NAME = '4s'`);
    const told: string[] = [];
    const tell = (_fields: unknown, message: string) => void told.push(message);
    const log = { error: tell, warn: tell, info: tell };
    const database = openDatabase({ connection, poolSize: 12, prepared: true, log });
    await requireTimeLimits(database);
    expect(await database.prove()).toEqual({ kind: 'kept' });
    await setLimits('reset NAME');
    const atOnce = () => Promise.all(Array.from({ length: 5 }, () => database.pool.query('select 1')));
    await atOnce();
    const kind = async () => (await database.prove()).kind;
    await eventually(kind, (found) => found === 'unlimited');
    await setLimits(`set NAME = '4s'`);
    await eventually(kind, (found) => found === 'kept');
    await requireTimeLimits(database);
    expect(told).toEqual([
      'the database sets no time limits for statements of new connections; a pooler may take them away',
      'the database is back and keeps what is written',
    ]);
    await Promise.all([database.close(), operator.close()]);
    pooler.close();
  });
});

it('a direct connection has its time limits and keeps its prepared statements', async () => {
  const database = openDatabase({ connection: testDatabase.connection, poolSize: 4, prepared: true });
  await requireTimeLimits(database);
  await requirePreparedStatements(database);
  await database.close();
});

it.each(['26000', '42P05'])(
  'prepared statements that get lost (%s) are told with both ways out',
  async (code) => {
    const preparedTransaction = () => Promise.reject(Object.assign(new Error('no'), { code }));
    const database = { preparedTransaction, transaction: preparedTransaction };
    await expect(requirePreparedStatements(database)).rejects.toThrow(/DATABASE_PREPARED=off.*1\.21/);
  },
);
