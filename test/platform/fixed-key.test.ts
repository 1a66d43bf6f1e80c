import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseSecretKeys, type SecretKeys } from '#platform/config/keys.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { loadFixedKey } from '#platform/fixed-key/load-fixed-key.ts';
import { startApp } from '#test/support/app.ts';
import { createDatabase, type TestDatabase } from '#test/support/cluster.ts';

const textOf = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const [first, second] = [textOf('first'), textOf('second')];
const keys = (...texts: string[]) => parseSecretKeys(texts.join(',')) as SecretKeys;

let place: TestDatabase;
let database: Database;
beforeAll(async () => {
  place = await createDatabase();
  database = openDatabase({ connection: place.connection, poolSize: 10, prepared: true });
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

test('of many instances that start at once on a new database, at any step of a rotation, one makes the key', async () => {
  const steps = [keys(first), keys(first, second), keys(second, first)];
  const loaded = await Promise.all(
    Array.from({ length: 18 }, (_, index) => loadFixedKey(database, steps[index % 3] as SecretKeys)),
  );
  expect(new Set(loaded.map((key) => key.toString('hex'))).size).toBe(1);
  expect(loaded[0]).toHaveLength(32);
  const again = await loadFixedKey(database, keys(second));
  expect(again).toEqual(loaded[0]);
});

test('a server without the encryption key of its database does not start, and says which key is missing', async () => {
  await loadFixedKey(database, keys(second));
  await expect(startApp({ database: place, env: { ENCRYPTION_KEY: textOf('other') } })).rejects.toThrow(
    'ENCRYPTION_KEY does not open this database: it needs the key "second"',
  );
});
