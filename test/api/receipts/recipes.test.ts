import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeReceiptRecipe, opensslReceiptRecipe } from '#pages/reference/guide/receipt-recipes.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { paidCheckout, publishedKeys, receiptOf, receiptPath } from './support/receipts.ts';

const guide = readFileSync('docs/guides/receipts.md', 'utf8');
const [, nodeInGuide = ''] = /```js\n(.*?)\n```/s.exec(guide) ?? [];
const [, opensslInGuide = ''] = /```sh\n(.*?)\n```/s.exec(guide) ?? [];

let app: TestApp;
let folder: string;
let signature: Json;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'receipts-'));
  app = await startApp({ env: { JOBS: 'off' } });
  const { checkout } = await paidCheckout(app, { organization: { name: 'Zażółć "gęślą" \\ jaźń 東京' } });
  const receipt = await receiptOf(app, checkout);
  signature = receipt.signature;
  const file = (await app.client().get(receiptPath(checkout, '.json'))).text;
  const changed = { ...signature, document: signature.document.replace('59.98', '99.98') };
  save('good.json', file);
  save('answer.json', JSON.stringify(receipt));
  save('changed.json', JSON.stringify(changed));
  save('keys.json', JSON.stringify({ keys: await publishedKeys(app) }));
  save('others.json', JSON.stringify({ keys: [] }));
  save('verify-receipt.mjs', nodeInGuide);
  save('verify-receipt.sh', opensslInGuide);
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

function save(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

/** Runs a command in the folder, with no variable that could lead it to a proxy or a host. */
async function run(command: string, ...words: string[]): Promise<{ code: number; output: string }> {
  const options = { cwd: folder, env: { PATH: process.env.PATH ?? '', TMPDIR: folder } };
  return promisify(execFile)(command, words, options).then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, output: error.stdout }),
  );
}

const hasTools = await Promise.all(
  [
    ['openssl', 'version'],
    ['jq', '--version'],
  ].map(([command = '', word = '']) => promisify(execFile)(command, [word]).then(({ stdout }) => stdout)),
).then(
  ([openssl = '']) => /^OpenSSL [3-9]/.test(openssl),
  () => false,
);

it('the guide and the reference show the same recipes', () => {
  expect(nodeInGuide).toBe(nodeReceiptRecipe);
  expect(opensslInGuide).toBe(opensslReceiptRecipe);
});

describe('the recipe for Node, run as it is printed, in a process of its own that asks nobody', () => {
  const verify = (receipt: string, keys = 'keys.json') =>
    run(process.execPath, 'verify-receipt.mjs', receipt, keys);

  it('passes the file and the answer of the API, and says what is signed', async () => {
    for (const receipt of ['good.json', 'answer.json']) {
      const { code, output } = await verify(receipt);
      expect(code).toBe(0);
      expect(output).toContain(JSON.parse(signature.document).transaction_id);
    }
  });

  it('refuses a changed amount, and a key that is not published', async () => {
    expect(await verify('changed.json')).toEqual({ code: 1, output: 'NOT GENUINE\n' });
    expect(await verify('good.json', 'others.json')).toEqual({ code: 1, output: 'NOT GENUINE\n' });
  });
});

describe.runIf(hasTools)('the recipe for OpenSSL 3 and jq (skipped where either is missing)', () => {
  const verify = (receipt: string, keys = 'keys.json') => run('sh', 'verify-receipt.sh', receipt, keys);

  it('passes the file', async () => {
    expect(await verify('good.json')).toEqual({ code: 0, output: 'Signature Verified Successfully\n' });
  });

  it('refuses a changed amount, and a key that is not published', async () => {
    expect((await verify('changed.json')).code).not.toBe(0);
    expect((await verify('good.json', 'others.json')).code).not.toBe(0);
  });
});
