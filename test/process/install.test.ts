import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder, removeFolders } from './support/folders.ts';
import { root, run } from './support/run.ts';

afterAll(removeFolders);

async function runProgram(program: string, words: readonly string[], directory: string) {
  const { ended, stderr } = run(program, words, { directory });
  const { code } = await ended;
  return { code, stderr: stderr() };
}

/** A checkout whose one package npm warns about twice: it is deprecated, and asks for another Node. Nothing is fetched. */
async function makeCheckout(): Promise<string> {
  const folder = makeFolder();
  const write = (name: string, content: object) => writeFileSync(join(folder, name), JSON.stringify(content));
  const old = { name: 'old', version: '1.0.0', engines: { node: '>=99' }, deprecated: 'Long over.' };
  mkdirSync(join(folder, 'old'));
  write('old/package.json', old);
  expect((await runProgram('npm', ['pack', './old', '--silent'], folder)).code).toBe(0);
  const file = 'file:old-1.0.0.tgz';
  const sum = createHash('sha512')
    .update(readFileSync(join(folder, 'old-1.0.0.tgz')))
    .digest('base64');
  const { name: _, ...noted } = old;
  const shop = { name: 'shop', version: '1.0.0', dependencies: { old: file } };
  write('package.json', shop);
  write('package-lock.json', {
    name: 'shop',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: {
      '': shop,
      'node_modules/old': { ...noted, resolved: file, integrity: `sha512-${sum}` },
    },
  });
  return folder;
}

test('the first start installs without telling what npm warns of', async () => {
  const folder = await makeCheckout();
  const plain = await runProgram('npm', ['ci', '--offline', '--no-audit', '--no-fund'], folder);
  expect(plain.stderr).toMatch(/warn EBADENGINE[\s\S]*warn deprecated old@1\.0\.0/);

  const installed = await makeCheckout();
  const module = join(root, 'scripts/lib/install.mjs');
  const code = `import { install } from ${JSON.stringify(module)}; await install(${JSON.stringify(installed)});`;
  const ours = await runProgram(process.execPath, ['--input-type=module', '--eval', code], installed);
  expect(ours).toMatchObject({ code: 0, stderr: 'Installing the packages of package-lock.json …\n' });
  expect(JSON.parse(readFileSync(join(installed, 'node_modules/old/package.json'), 'utf8')).version).toBe(
    '1.0.0',
  );
});
