import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Client } from '#test/support/client.ts';
import { buyer, eventually, must } from '#test/support/scenario.ts';
import { makeScratchFolder } from '#test/support/scratch-folder.ts';
import { endRunning, ensureBuild, root, run } from './support/run.ts';

beforeAll(ensureBuild);
afterAll(endRunning);

it('`npm run demo:providers` offers every way to pay, takes a payment through one of them, and leaves nothing behind', async () => {
  const temporary = makeScratchFolder('linktill-demo-test-');
  // Like the system's own folder for such files: whoever PostgreSQL runs as comes through.
  chmodSync(temporary, 0o711);
  const demo = run(process.execPath, [join(root, 'scripts/run.mjs'), 'test/demo/providers.ts'], {
    environment: { TMPDIR: temporary },
  });
  // A first start, with a database of its own.
  const ended = demo.ended.then(() => demo.stderr());
  const said = await Promise.race([
    ended,
    eventually(
      async () => demo.stdout(),
      (text) => text.includes('Ctrl+C'),
      240_000,
    ),
  ]);
  const [, url = '', link] = /(http:\S+)\/pay\/([0-9a-f-]{36})/.exec(said) ?? expect.fail(said);
  const client = new Client(url);
  const { token } = must(201, await client.post(`/api/payment-links/public/${link}/start/`, buyer));
  const { ways } = must(200, await client.get(`/api/checkout/${token}/`));
  expect(ways.map(({ id }: { id: string }) => id)).toEqual(['sandbox', 'stripe', 'mollie', 'paypal', 'bank']);
  const begun = must(202, await client.post(`/api/checkout/${token}/pay/`, { way: 'mollie' }));
  const page = await (await fetch(begun.next_action.url)).text();
  expect(page).toContain('paid');
  const pressed = await fetch(`${begun.next_action.url}/paid`, { method: 'POST', redirect: 'manual' });
  const back = await fetch(new URL(pressed.headers.get('location') ?? '', url));
  expect(new URL(back.url).pathname).toBe(`/checkout/${token}/receipt`);
  demo.child.kill('SIGTERM');
  expect((await demo.ended).code).toBe(0);
  expect(readdirSync(temporary).filter((name) => name.startsWith('linktill-demo-'))).toEqual([]);
  rmSync(temporary, { recursive: true });
}, 300_000);
