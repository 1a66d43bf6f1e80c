import { text } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditActions } from '#platform/contract/audit-actions.ts';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import { join } from '#test/support/mailbox.ts';
import { type Merchant, makeLink, makeProduct, must, signUp } from '#test/support/scenario.ts';
import { enterAs } from './shop.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const chosen = (page: Page, name: string) => page.getByRole('combobox', { name: new RegExp(`^${name}`) });
const sentences = (page: Page) => page.locator('.log-table .cell-what').allTextContents();

async function openLog(merchant: Merchant, query = '') {
  const visitor = await visit(app.url);
  await enterAs(visitor.page, app, merchant);
  await visitor.page.goto(`${app.url}/settings/audit-log${query}`);
  await visitor.page.locator('.log-table').waitFor();
  return visitor;
}

test('what a colleague changed is told with old and new, and found by who, what and id', async () => {
  const owner = await signUp(app);
  const colleague = await join(app, owner, 'staff', undefined, 'Priya Raman');
  const link = await makeLink(owner, { name: 'Spring prints', max_uses: 16 });
  must(
    200,
    await colleague.client.patch(`/api/payment-links/${link.id}/`, { max_uses: 20, name: 'Summer prints' }),
  );
  const { page, check, close } = await openLog(owner);
  await button(page, /^Changed the sandbox link .*Summer prints/).click();
  const detail = page.locator('.entry-detail');
  await detail.getByText('What changed').waitFor();
  const told = (await detail.textContent()) ?? '';
  for (const words of ['Max uses16', '20', 'Spring prints', 'Summer prints']) expect(told).toContain(words);
  await detail.getByRole('link', { name: link.id }).waitFor();
  expect(new URL(page.url()).searchParams.get('entry')).toMatch(/^\d+$/);

  await chosen(page, 'Who').selectOption({ label: 'Priya Raman' });
  await expect
    .poll(() => sentences(page))
    .toEqual([expect.stringContaining('Summer prints'), 'Signed in by an invitation', 'Joined as Staff']);
  await chosen(page, 'What').selectOption({ label: 'payment links' });
  await expect.poll(() => sentences(page)).toEqual([expect.stringContaining('Summer prints')]);
  const address = new URL(page.url()).search;
  await page.reload();
  await expect.poll(() => sentences(page)).toHaveLength(1);
  expect(new URL(page.url()).search).toBe(address);
  await chosen(page, 'Who').selectOption({ label: 'everybody' });
  await page.getByRole('searchbox', { name: 'About' }).fill(link.id.toUpperCase());
  // The same two are shown before the pause of typing is over.
  await expect.poll(() => new URL(page.url()).searchParams.get('about')).toBe(link.id.toUpperCase());
  await expect
    .poll(() => sentences(page))
    .toEqual([
      expect.stringContaining('Changed the sandbox link'),
      expect.stringContaining('Made the sandbox link'),
    ]);
  await page.getByLabel('To', { exact: true }).fill('2020-01-01');
  await page.getByText('No entry fits.').waitFor();
  await button(page, 'Clear the filters').click();
  await expect.poll(() => sentences(page)).toContain('Joined as Staff');
  check();
  await close();
});

test('the file has the filtered rows and no other', async () => {
  const owner = await signUp(app);
  for (const name of ['One', 'Two', 'Three']) await makeProduct(owner, { name });
  const { page, check, close } = await openLog(owner, '?what=product');
  const downloading = page.waitForEvent('download');
  await button(page, 'CSV').click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('audit-log.csv');
  const [, ...rows] = (await text(await download.createReadStream())).trim().split('\r\n');
  expect(rows).toHaveLength(3);
  expect(rows.every((row) => row.includes(',product.created,'))).toBe(true);
  check();
  await close();
});

test('the chain is checked on demand, and says where it breaks and what to do', async () => {
  const owner = await signUp(app);
  await makeProduct(owner, { name: 'Print' });
  const { page, check, close } = await openLog(owner);
  await button(page, 'Check the chain').click();
  await page.getByText('Entries 1 to 3 are unbroken, checked just now').waitFor();
  await button(page, 'Copy fingerprint').waitFor();
  await app.context.database.pool.query(
    `update audit_log set details = '{"name":"forged"}' where organization_id = $1 and sequence = 2`,
    [parseId('org', owner.organization.id)],
  );
  await button(page, 'Check again').click();
  await page.getByRole('heading', { name: 'It breaks at entry 2' }).waitFor();
  await page.getByText('Compare the entries from there on with a backup').waitFor();
  check();
  await close();
});

test('every action has a sentence of its own, with and without details', async () => {
  const owner = await signUp(app);
  const organizationId = parseId('org', owner.organization.id);
  const actions = auditActions.filter((action) => action !== 'organization.created');
  // Written past the chain: only how they read matters here.
  await app.context.database.pool.query(
    `insert into audit_log (organization_id, sequence, id, actor_type, action, details, created_at, previous_hash, hash)
      select $1, 1000 + position, gen_random_uuid(), 'system', action, '{}', now(), '', '' from unnest($2::text[]) with ordinality as all_actions(action, position)`,
    [organizationId, actions],
  );
  const { page, check, close } = await openLog(owner, '?who=system');
  const seen: string[] = [];
  for (;;) {
    await page.locator('.is-stale').waitFor({ state: 'detached' });
    seen.push(...(await sentences(page)));
    const older = page.getByRole('button', { name: 'Older' });
    if ((await older.count()) === 0 || (await older.getAttribute('aria-disabled')) === 'true') break;
    const before = page.url();
    await older.click();
    await expect.poll(() => page.url()).not.toBe(before);
  }
  expect(seen).toHaveLength(actions.length);
  for (const sentence of seen) expect(sentence).toMatch(/^[A-Z][^_]{5,}$/);
  check();
  await close();
});
