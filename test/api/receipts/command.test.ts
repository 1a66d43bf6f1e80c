import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommandOn, testKeys } from '#test/commands/house.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { paidCheckout, pdfOf, publishedKeys, receiptOf } from './support/receipts.ts';

let app: TestApp;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'receipts-'));
  app = await startApp({ env: { JOBS: 'off', ...testKeys } });
  const { checkout } = await paidCheckout(app, { organization: { name: 'Zażółć 東京' } });
  const receipt = await receiptOf(app, checkout);
  const changed = { ...receipt.signature, document: receipt.signature.document.replaceAll('59.98', '99.98') };
  save('receipt.pdf', await pdfOf(app, checkout));
  save('receipt.json', JSON.stringify(receipt));
  save('changed.json', JSON.stringify(changed));
  save('keys.json', JSON.stringify({ keys: await publishedKeys(app) }));
  save('no-keys.json', JSON.stringify({ keys: [] }));
  save('escape.json', JSON.stringify({ ...receipt.signature, key_id: '\u001b[2J' }));
  save('other.txt', 'Receipt 1');
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string) => join(folder, name);

function save(name: string, content: string | Buffer): void {
  writeFileSync(at(name), content);
}

const verify = (file: string, ...options: string[]) =>
  runCommandOn(app.database.connection, ['verify-receipt', at(file), ...options]);

it.each([
  ['receipt.pdf', []],
  ['receipt.json', []],
  ['receipt.pdf', ['keys.json']],
])('verify-receipt %s with keys %j: genuine, and what was signed', async (file, keys) => {
  const outcome = await verify(file, ...keys.flatMap((name) => ['--keys', at(name)]));
  expect(outcome.failure).toBeUndefined();
  expect(outcome.said).toMatch(/^Genuine and unchanged\./);
  expect(outcome.said).toContain('Total    59.98 USD, of it 0.00 tax');
  expect(outcome.said).toContain('TEST – no money moved');
  expect(outcome.said).toContain('2 × Print at 29.99: 59.98');
  expect(outcome.said).toContain('Seller   Zażółć 東京');
});

it.each([
  ['changed.json', [], 'NOT GENUINE'],
  ['receipt.json', ['no-keys.json'], 'NOT PROVEN'],
  ['receipt.json', ['other.txt'], 'holds no published keys'],
  ['other.txt', [], 'holds no signed receipt'],
  ['nothing.pdf', [], 'cannot be read: ENOENT'],
])('verify-receipt %s with keys %j ends with %j', async (file, keys, failure) => {
  const outcome = await verify(file, ...keys.flatMap((name) => ['--keys', at(name)]));
  expect(outcome.said).toBe('');
  expect(outcome.failure).toContain(failure);
});

it('says nothing that would move the cursor of the terminal', async () => {
  const { failure = '' } = await verify('escape.json');
  expect(failure).toContain('[2J');
  expect(failure).not.toContain('\u001b');
});
