import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFolder, removeFolders } from '#test/process/support/folders.ts';
import { endRunning, ensureBuild } from '#test/process/support/run.ts';
import { runCommand } from '#test/process/support/server-process.ts';
import { createDatabase, type TestDatabase } from '#test/support/cluster.ts';

let database: TestDatabase;

beforeAll(async () => {
  await ensureBuild();
  database = await createDatabase();
});
afterAll(async () => {
  await endRunning();
  await database.drop();
  removeFolders();
});

/** A stand-in that says where it was sent. */
function folderWithPsql(): string {
  const folder = makeFolder();
  const file = join(folder, 'psql');
  writeFileSync(
    file,
    '#!/bin/sh\necho "$PGHOST $PGPORT $PGUSER $PGDATABASE $PGPASSWORD|$*"\nexit $((PSQL_CODE))\n',
  );
  chmodSync(file, 0o755);
  return folder;
}

const keys = {
  ENCRYPTION_KEY: 'qX3v9TzLr0bWm5Yc7HnKd2Pf8GsJ4aUe',
  SIGNING_KEY: 'Zt6RkQ1wVx8CyB0nM3jLh5Dg7FpS9oAi',
};

const psql = (words: string[], environment: Record<string, string>) =>
  runCommand(['psql', ...words], {
    dataDir: makeFolder(),
    environment: { DATABASE_URL: database.url, ...keys, ...environment },
  });

describe('psql', () => {
  test('is opened on the database, which no argument names, with the statements to run', async () => {
    const path = `${folderWithPsql()}:${process.env.PATH}`;
    const { pathname, searchParams, port } = new URL(database.url);
    const { code, stdout } = await psql(['--command', 'select 1'], { PATH: path });
    expect(code).toBe(0);
    const [where = '', words] = stdout.trim().split('|');
    expect(where.split(' ')).toEqual(
      expect.arrayContaining([decodeURIComponent(pathname.slice(1)), searchParams.get('port') ?? port]),
    );
    expect(words).toBe('--command select 1');
  });

  test('that fails is a failure', async () => {
    const path = `${folderWithPsql()}:${process.env.PATH}`;
    const { code, stderr } = await psql([], { PATH: path, PSQL_CODE: '3' });
    expect(code).toBe(1);
    expect(stderr).toContain('psql ended with 3.');
  });

  test('that is not installed is told with the way to it', async () => {
    const { code, stderr } = await psql([], { PATH: makeFolder() });
    expect(code).toBe(1);
    expect(stderr).toContain('psql is not installed: it comes with the client package of PostgreSQL');
  });
});
