import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Client } from '#test/support/client.ts';
import { buyer, must } from '#test/support/scenario.ts';
import { makeScratchFolder } from '#test/support/scratch-folder.ts';
import { endRunning, ensureBuild, root, run } from './support/run.ts';
import { soon } from './support/soon.ts';

beforeAll(ensureBuild);
afterAll(endRunning);

it('`npm run demo:providers` offers every way to pay, takes a payment through one of them, and leaves nothing behind', async () => {
  const temporary = makeScratchFolder('linktill-demo-test-');
  const demo = run(process.execPath, [join(root, 'scripts/run.mjs'), 'test/demo/providers.ts'], {
    environment: { TMPDIR: temporary },
  });
  const address = await soon(() => /(http:\S+)\/pay\/([0-9a-f-]{36})/.exec(demo.stdout()), Boolean);
  const [, url = '', link] = address ?? [];
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
  expect(existsSync(temporary)).toBe(true);
});
