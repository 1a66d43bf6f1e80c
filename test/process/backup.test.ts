import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkBackup } from '#platform/db/copy/read-backup.ts';
import type { Json } from '#test/support/client.ts';
import { createDatabase } from '#test/support/cluster.ts';
import { type Merchant, must } from '#test/support/scenario.ts';
import { makeFolder, removeFolders } from './support/folders.ts';
import { commandFile, endRunning, ensureBuild, run } from './support/run.ts';
import {
  databaseRuns,
  openBundledDatabase,
  runCommand,
  runServer,
  type ServerProcess,
  startServer,
  usedDataDir,
} from './support/server-process.ts';
import { openShopWithLink, payCheckout, startCheckout } from './support/shop.ts';
import { soon } from './support/soon.ts';

let server: ServerProcess;
let shop: { merchant: Merchant; link: Json };
const folder = makeFolder();
const [file, keyed] = [join(folder, 'shop.backup'), join(folder, 'keyed.backup')];

beforeAll(async () => {
  await ensureBuild();
  server = await startServer({ dataDir: await usedDataDir() });
  shop = await openShopWithLink(server);
  await sell(server);
});
afterAll(async () => {
  await endRunning();
  removeFolders();
});

async function sell(at: ServerProcess): Promise<Json> {
  const { token } = must(201, await startCheckout(at.client(), shop.link.id));
  return must(200, await payCheckout(at.client(), token));
}

/** Signs in with the password of before, shows the link, and sells. */
async function goesOn(at: ServerProcess): Promise<void> {
  const { email, password } = shop.merchant;
  const { access_token } = must(200, await at.client().post('/api/auth/login/', { email, password }));
  must(200, await at.client().get(`/api/payment-links/public/${shop.link.id}/`));
  await sell(at);
  const client = at.client().withToken(access_token);
  const { paid_count: paid } = must(200, await client.get(`/api/payment-links/${shop.link.id}/`));
  expect(paid).toBe(2);
}

describe('beside the running server', () => {
  test('backup writes a file that only its owner reads, and names the keys that are not in it', async () => {
    const { code, stdout } = await runCommand(['backup', file], { dataDir: server.dataDir });
    expect(code).toBe(0);
    expect(stdout).toContain(`File   ${file}, `);
    expect(stdout).toContain(`Keep a copy of ${join(server.dataDir, 'secrets.json')} in another place`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const again = await runCommand(['backup', file], { dataDir: server.dataDir });
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toContain('is there already: take another name, or give --force');
    const withKeys = await runCommand(['backup', '--with-keys', keyed], { dataDir: server.dataDir });
    expect(withKeys.code).toBe(0);
  });

  test('backup to standard output writes nothing else there', async () => {
    const command = run('/bin/sh', ['-c', 'node "$0" backup - > "$1"', commandFile, join(folder, 'piped')], {
      environment: { DATA_DIR: server.dataDir },
    });
    expect(await command.ended).toMatchObject({ code: 0 });
    expect(command.stderr()).toMatch(/Holds {2}\d+ rows/);
    const { migrations } = await checkBackup(join(folder, 'piped'));
    expect(migrations.length).toBeGreaterThan(10);
  });

  test('a backup that is broken off leaves nothing behind', async () => {
    const holder = await openBundledDatabase(server.dataDir);
    await holder.query('begin; lock table media in access exclusive mode');
    const place = join(makeFolder(), 'broken-off.backup');
    const command = run(process.execPath, [commandFile, 'backup', place], {
      environment: { DATA_DIR: server.dataDir },
    });
    await soon(
      () => readdirSync(join(place, '..')).length,
      (count) => count === 1,
    );
    command.child.kill('SIGINT');
    expect(await command.ended).toEqual({ code: 130, signal: null });
    expect(readdirSync(join(place, '..'))).toEqual([]);
    await holder.end();
  });

  test.each([
    ['restore', () => ['restore', '--replace', file]],
    ['move-to-postgres', () => ['move-to-postgres', 'postgresql://shop@127.0.0.1/shop']],
  ])('%s is refused, and the server goes on', async (_, words) => {
    const { code, stdout, stderr } = await runCommand(words(), { dataDir: server.dataDir });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(
      `A server (process ${server.pid}) uses the data folder ${server.dataDir}: stop it first`,
    );
    must(200, await server.client().get('/readyz'));
  });
});

describe('in a new data folder', () => {
  test('restore wants the keys, brings the shop back, and a server goes on with it', async () => {
    const dataDir = makeFolder();
    const refused = await runCommand(['restore', file], { dataDir });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain(`copy secrets.json of the old data folder to ${dataDir}/secrets.json`);
    copyFileSync(join(server.dataDir, 'secrets.json'), join(dataDir, 'secrets.json'));
    const restored = await runCommand(['restore', file], { dataDir });
    expect(restored).toMatchObject({ code: 0 });
    expect(restored.stdout).toMatch(/^Restored {2}\d+ rows[\s\S]*\d+ checks, no violation\.\n$/);
    expect(databaseRuns(dataDir)).toBe(false);
    const second = await startServer({ dataDir });
    await goesOn(second);
    await second.end('SIGTERM');
  });

  test('restore takes the keys out of the file, in place of a demo shop with --replace', async () => {
    const dataDir = await usedDataDir();
    const former = readFileSync(join(dataDir, 'secrets.json'), 'utf8');
    const refused = await runCommand(['restore', keyed], { dataDir });
    expect(refused.stderr).toContain('The database is not empty');
    expect(readFileSync(join(dataDir, 'secrets.json'), 'utf8')).toBe(former);
    const restored = await runCommand(['restore', '--replace', keyed], { dataDir });
    expect(restored).toMatchObject({ code: 0 });
    const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
    expect(read(join(dataDir, 'secrets.json'))).toEqual(read(join(server.dataDir, 'secrets.json')));
    const second = await startServer({ dataDir });
    await goesOn(second);
    await second.end('SIGTERM');
  });

  test('a damaged file is refused, and nothing is left half restored', async () => {
    const dataDir = makeFolder();
    const damaged = join(dataDir, 'damaged.backup');
    writeFileSync(damaged, readFileSync(keyed).subarray(0, -20));
    const refused = await runCommand(['restore', damaged], { dataDir });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/The file is damaged or not complete: take another copy of it\.\n$/);
    expect(existsSync(join(dataDir, 'secrets.json'))).toBe(false);
    const listed = await runCommand(['organization', 'list'], { dataDir });
    expect(listed.stderr).toContain('The database lacks migrations');
  });
});

test('move-to-postgres: the shop goes on at the server, and not by mistake in its old folder', async () => {
  const target = await createDatabase();
  await server.end('SIGTERM');
  const { dataDir } = server;
  const moved = await runCommand(['move-to-postgres', '-'], { dataDir, input: `${target.url}\n` });
  expect(moved).toMatchObject({ code: 0 });
  expect(moved.stdout).toMatch(/counts and checksums agree on both sides[\s\S]*\d+ checks, no violation\.\n/);
  expect(databaseRuns(dataDir)).toBe(false);

  const astray = runServer({ dataDir });
  expect(await astray.ended).toMatchObject({ code: 1 });
  expect(astray.stderr()).toContain(
    'was moved to a PostgreSQL server: set DATABASE_URL to that one, or remove',
  );

  const keys = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'));
  const second = await startServer({ environment: { DATABASE_URL: target.url, ...keys } });
  await goesOn(second);
  await second.end('SIGTERM');
  await target.drop();
});
