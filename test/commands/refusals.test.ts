import { createWriteStream, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CopySource } from '#platform/db/copy/copy-source.ts';
import { openBackup } from '#platform/db/copy/read-backup.ts';
import { writeBackup } from '#platform/db/copy/write-backup.ts';
import { applicationNames } from '#platform/db/database.ts';
import { startApp } from '#test/support/app.ts';
import { createDatabase, type TestDatabase } from '#test/support/cluster.ts';
import { eventually, signUp } from '#test/support/scenario.ts';
import { dumpRows, dumpSchema } from './dump.ts';
import { makeFolder, removeFolders, runCommandOn, testKeys, withClient } from './house.ts';
import { openRichShop } from './rich-shop.ts';

let source: TestDatabase;
let file: string;
let folder: string;

beforeAll(async () => {
  source = await createDatabase();
  const app = await startApp({ database: source, env: { ...testKeys, WEBHOOK_ALLOW_PRIVATE: 'on' } });
  await openRichShop(app);
  await app.stop();
  folder = makeFolder();
  file = join(folder, 'shop.backup');
  expect(await runCommandOn(source.connection, ['backup', file])).not.toHaveProperty('failure');
});
afterAll(async () => {
  await source.drop();
  removeFolders();
});

async function withDatabase<T>(work: (database: TestDatabase) => Promise<T>): Promise<T> {
  const database = await createDatabase();
  try {
    return await work(database);
  } finally {
    await database.drop();
  }
}

async function runOn(database: TestDatabase, ...texts: string[]): Promise<void> {
  await withClient(database.connection, async (client) => {
    for (const text of texts) await client.query(text);
  });
}

/** Restores, which has to fail; gives the sentence, and proves that the database is as it was. */
async function refusal(database: TestDatabase, words: string[]): Promise<string | undefined> {
  const state = async () => [await dumpRows(database.connection), await dumpSchema(database.connection)];
  const before = await state();
  const { failure, said } = await runCommandOn(database.connection, words);
  expect(said).toBe('');
  expect(await state()).toEqual(before);
  return failure;
}

/** A whole backup, sealed like any other, of which something is different. */
async function forged(name: string, change: (source: CopySource) => CopySource): Promise<string> {
  const backup = await openBackup(file);
  const path = join(folder, name);
  await writeBackup(change(backup), { keyIds: backup.header.keyIds }, createWriteStream(path));
  return path;
}

const variant = (name: string, change: (bytes: Buffer) => Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, change(readFileSync(file)));
  return path;
};

const damages: Record<string, [(bytes: Buffer) => Buffer, RegExp]> = {
  'is cut off': [(bytes) => bytes.subarray(0, bytes.length - 100), /damaged or not complete/],
  'is cut off early': [(bytes) => bytes.subarray(0, 2000), /damaged or not complete/],
  'has a flipped bit': [
    (bytes) => {
      const middle = bytes.length >> 1;
      bytes[middle] = (bytes[middle] as number) ^ 4;
      return bytes;
    },
    /damaged or not complete/,
  ],
  'is something else': [() => Buffer.from('-- PostgreSQL database dump'), /is no backup of this program/],
  'is empty': [() => Buffer.alloc(0), /damaged or not complete/],
};

describe('a file that cannot be restored changes nothing, also with --replace', () => {
  test.each(Object.entries(damages))('one that %s', async (name, [change, sentence]) => {
    await withDatabase(async (target) => {
      await runOn(target, `insert into media values ('kept', 'image/png', '', now())`);
      expect(await refusal(target, ['restore', '--replace', variant(name, change)])).toMatch(sentence);
    });
  });

  test('one that is missing', async () => {
    const missing = join(folder, 'missing');
    expect(await refusal(source, ['restore', '--replace', missing])).toBe(
      `${missing} cannot be used: there is no such file or folder; check the spelling (ENOENT).`,
    );
  });

  const forgeries: Record<string, [(backup: CopySource) => CopySource, RegExp]> = {
    'comes from a newer build': [
      (backup) => {
        const migrations = [...backup.header.migrations, { name: '9999_later.sql', hash: 'x' }];
        return { ...backup, header: { ...backup.header, migrations } };
      },
      /^The backup is newer than this build \(it has 9999_later\.sql\): install the newer build\.$/,
    ],
    'comes from another build': [
      (backup) => {
        const [first, ...others] = backup.header.migrations;
        const migrations = [{ name: first?.name as string, hash: 'x' }, ...others];
        return { ...backup, header: { ...backup.header, migrations } };
      },
      /^The backup has another form of the migration 0001_/,
    ],
    'lacks a table': [
      (backup) => ({
        ...backup,
        tables: (async function* () {
          for await (const table of backup.tables) {
            if (table.name !== 'transactions') yield table;
            else for await (const _ of table.rows);
          }
        })(),
      }),
      /^The backup lacks the table transactions\.$/,
    ],
    'has other columns': [
      (backup) => ({
        ...backup,
        tables: (async function* () {
          for await (const table of backup.tables) {
            yield table.name === 'media' ? { ...table, columns: ['hash', 'bytes'] } : table;
          }
        })(),
      }),
      /^The backup has other columns of media than its migrations make/,
    ],
    'holds what a table refuses': [
      (backup) => ({
        ...backup,
        tables: (async function* () {
          for await (const table of backup.tables) {
            if (table.name !== 'transactions') yield table;
            else yield { ...table, rows: replaced(table.rows, 'paid', 'lost') };
          }
        })(),
      }),
      /^The backup holds rows that transactions refuses: .*transactions_status_check/,
    ],
    'counts other rows': [
      (backup) => ({
        ...backup,
        tables: (async function* () {
          for await (const table of backup.tables) {
            yield table.name === 'users' ? { ...table, rowCount: () => 77 } : table;
          }
        })(),
      }),
      /^The backup has 77 rows of users, but 3 arrived\.$/,
    ],
  };

  test.each(Object.entries(forgeries))('one that %s', async (name, [change, sentence]) => {
    const path = await forged(name, change);
    await withDatabase(async (target) => {
      await runOn(target, `insert into media values ('kept', 'image/png', '', now())`);
      expect(await refusal(target, ['restore', '--replace', path])).toMatch(sentence);
    });
  });
});

async function* replaced(rows: AsyncIterable<Buffer>, from: string, to: string) {
  for await (const chunk of rows) yield Buffer.from(chunk.toString().replaceAll(from, to));
}

describe('a database that is not ours to fill', () => {
  test('one with an organization is refused with the way out, and replaced with --replace', async () => {
    await withDatabase(async (target) => {
      const app = await startApp({ database: target });
      await signUp(app);
      await app.stop();
      expect(await refusal(target, ['restore', file])).toContain('not empty. Take an empty one');
      expect(await runCommandOn(target.connection, ['restore', '--replace', file])).not.toHaveProperty(
        'failure',
      );
      expect(await dumpRows(target.connection)).toEqual(await dumpRows(source.connection));
    });
  });

  test('but one that a server is just leaving is waited for', async () => {
    await withDatabase(async (target) => {
      const server = new pg.Client({ ...target.connection, application_name: applicationNames.server });
      await server.connect();
      const restored = runCommandOn(target.connection, ['restore', file]);
      const commands = () =>
        server.query(
          'select 1 from pg_stat_activity where datname = current_database() and application_name = $1',
          [applicationNames.command],
        );
      await eventually(commands, ({ rowCount }) => rowCount === 1);
      await server.end();
      expect(await restored).not.toHaveProperty('failure');
      expect(await dumpRows(target.connection)).toEqual(await dumpRows(source.connection));
    });
  });

  test('one that a server is connected to', async () => {
    await withDatabase(async (target) => {
      const app = await startApp({ database: target });
      const { failure } = await runCommandOn(target.connection, ['restore', '--replace', file]);
      expect(failure).toMatch(/^A server still uses this database \(\d+ connections?\): stop every instance/);
      await app.stop();
      expect(await runCommandOn(target.connection, ['restore', file])).not.toHaveProperty('failure');
    });
  });

  test('one that is newer than this build', async () => {
    await withDatabase(async (target) => {
      await runOn(target, `insert into schema_migrations values ('9999_later.sql', 'x', now())`);
      expect(await refusal(target, ['restore', '--replace', file])).toBe(
        'The database is newer than this build (it has 9999_later.sql): install the newer build.',
      );
    });
  });

  test('one of another program, whose tables have our names', async () => {
    await withDatabase(async (target) => {
      await runOn(
        target,
        'drop schema public cascade',
        'create schema public',
        'create table users (name text)',
      );
      expect(await refusal(target, ['restore', '--replace', file])).toContain(
        'tables of another program (users)',
      );
      await runOn(target, 'drop table users', 'create table schema_migrations (version text)');
      expect(await refusal(target, ['restore', '--replace', file])).toContain(
        'tables of another program (schema_migrations)',
      );
    });
  });

  test('one whose tables something of the operator depends on; a table of his own stays as it is', async () => {
    await withDatabase(async (target) => {
      await runOn(
        target,
        'create table my_notes (note text)',
        `insert into my_notes values ('call Anna')`,
        'create view my_payments as select * from transactions',
      );
      expect(await refusal(target, ['restore', file])).toContain(
        'Something of your own depends on the tables',
      );
      await runOn(target, 'drop view my_payments');
      const { failure, said } = await runCommandOn(target.connection, ['restore', file]);
      expect(failure).toBeUndefined();
      const { my_notes: notes, ...others } = await dumpRows(target.connection);
      expect([notes, others]).toEqual([['("call Anna")'], await dumpRows(source.connection)]);

      const second = join(folder, 'with-notes.backup');
      await runCommandOn(target.connection, ['backup', second]);
      await withDatabase(async (third) => {
        const again = await runCommandOn(third.connection, ['restore', second]);
        expect(again).not.toHaveProperty('failure');
        expect(again.said).toContain('Left out  my_notes: no migration makes such a table');
        expect(await dumpRows(third.connection)).toEqual(others);
      });
      expect(said).not.toContain('Left out');
    });
  });

  test('one where somebody holds a table is left alone after a few seconds', async () => {
    await withDatabase(async (target) => {
      await withClient(target.connection, async (holder) => {
        await holder.query('begin');
        await holder.query('select * from transactions');
        expect(await refusal(target, ['restore', file])).toContain('Somebody else uses the tables');
      });
    });
  });
});

describe('backup', () => {
  test('replaces a file only with --force, and leaves nothing behind when it cannot write', async () => {
    const before = readFileSync(file);
    expect((await runCommandOn(source.connection, ['backup', file])).failure).toBe(
      `${file} is there already: take another name, or give --force to replace it.`,
    );
    expect(readFileSync(file)).toEqual(before);
    expect((await runCommandOn(source.connection, ['backup', '--force', folder])).failure).toContain(
      'no ordinary file',
    );
    const lost = join(folder, 'no', 'such', 'folder');
    expect((await runCommandOn(source.connection, ['backup', lost])).failure).toContain(
      'no such file or folder',
    );
    expect(await runCommandOn(source.connection, ['backup', '--force', file])).not.toHaveProperty('failure');
    expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  test('of a database that holds nothing of ours says so', async () => {
    await withDatabase(async (empty) => {
      await runOn(empty, 'drop schema public cascade', 'create schema public');
      const nothing = join(folder, 'nothing');
      expect((await runCommandOn(empty.connection, ['backup', nothing])).failure).toBe(
        'The database holds no tables of this program yet.',
      );
      expect(existsSync(nothing)).toBe(false);
    });
  });
});

describe('keys', () => {
  const others = {
    ENCRYPTION_KEY: 'other:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
    SIGNING_KEY: testKeys.SIGNING_KEY,
  };

  test('that this instance lacks are told before anything is done; --without-keys goes on', async () => {
    await withDatabase(async (target) => {
      const words = ['restore', file];
      const { failure } = await runCommandOn(target.connection, words, { environment: others });
      expect(failure).toContain('made with keys that this instance lacks (encryption key "home")');
      expect(failure).toContain('set ENCRYPTION_KEY and SIGNING_KEY to the values that the old instance had');
      const done = await runCommandOn(target.connection, [...words, '--without-keys'], {
        environment: others,
      });
      expect(done.failure).toBeUndefined();
      expect(done.said).toContain('encryption key "home" are missing');
      const app = await startApp({ database: target, env: { ...others, JOBS: 'off' } });
      await app.stop();
    });
  });

  test('travel in the file with --with-keys, into a data folder that has others or none', async () => {
    const keyed = join(folder, 'keyed.backup');
    const { said } = await runCommandOn(source.connection, ['backup', '--with-keys', keyed]);
    expect(said).toContain('are in the file: keep it as you would keep a password');
    const dataDir = makeFolder();
    const options = { environment: {}, dataDir };
    await withDatabase(async (target) => {
      const first = await runCommandOn(target.connection, ['restore', file], options);
      expect(first.failure).toContain(`copy secrets.json of the old data folder to ${dataDir}/secrets.json`);
      const done = await runCommandOn(target.connection, ['restore', keyed], options);
      expect(done.said).toContain(`those of the backup now, in ${dataDir}/secrets.json`);
    });
    expect(JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'))).toEqual(testKeys);

    const former = JSON.stringify(others);
    writeFileSync(join(dataDir, 'secrets.json'), former);
    await withDatabase(async (target) => {
      const done = await runCommandOn(target.connection, ['restore', keyed], options);
      const aside = /The former ones are kept in (\S+)\./.exec(done.said)?.[1] as string;
      expect(readFileSync(aside, 'utf8')).toBe(former);
      const elsewhere = await runCommandOn(target.connection, ['restore', '--replace', keyed], {
        environment: others,
      });
      expect(elsewhere.failure).toContain(`they are in the file: \`gunzip -c ${keyed} | head -n 1\``);
    });
  });
});
