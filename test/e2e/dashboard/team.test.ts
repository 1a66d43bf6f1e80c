import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import type { Json } from '#test/support/client.ts';
import { invite, join } from '#test/support/mailbox.ts';
import { eventually, type Merchant, makeLink, must, signUp } from '#test/support/scenario.ts';
import { enterAs } from './shop.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const row = (page: Page, words: string) => page.getByRole('row').filter({ hasText: words });
const toast = (page: Page, words: string | RegExp) => page.locator('.toast').getByText(words).waitFor();
const teamOf = async (merchant: Merchant) => must(200, await merchant.client.get('/api/organization/team/'));

async function openTeam(merchant: Merchant, width?: number) {
  const visitor = await visit(app.url, width ? { width } : {});
  await enterAs(visitor.page, app, merchant);
  await visitor.page.goto(`${app.url}/settings/team`);
  await visitor.page.getByText('What each role may do').waitFor();
  return visitor;
}

test('a colleague is invited, joins by the link, changes a link, and is signed out at once when removed', async () => {
  const owner = await signUp(app);
  const link = await makeLink(owner, { name: 'Spring prints' });
  const own = await openTeam(owner);
  await button(own.page, 'Invite').click();
  const dialog = own.page.getByRole('dialog', { name: 'Invite somebody' });
  await dialog.getByLabel('Email').fill('not an address');
  await button(own.page, 'Invite').click();
  await dialog.getByText('Enter an address such as').waitFor();
  await dialog.getByLabel('Email').fill('Priya@shop.example');
  await dialog.getByLabel('Name').fill('Priya Raman');
  for (const words of [
    'Sees everything',
    'Makes and changes products',
    'Refunds. Changes keys',
    'Makes and removes',
  ])
    await dialog.getByText(words).waitFor();
  await dialog.getByText('No mail server is set: the mail is in the').waitFor();
  await dialog.getByRole('radio', { name: /^Staff/ }).check();
  await button(own.page, 'Invite').click();
  const made = own.page.getByRole('dialog', { name: 'Give Priya Raman this link' });
  const address = await made.getByLabel('Link').inputValue();
  expect(address).toMatch(/\/invitation#token=[\w-]{43}$/);
  await made.getByRole('link', { name: 'mailbox' }).waitFor();
  await button(own.page, 'Done').click();
  await row(own.page, 'priya@shop.example').getByText('Waiting').waitFor();

  const colleague = await visit(app.url);
  await colleague.page.goto(address);
  await colleague.page.getByText('as Staff').waitFor();
  await colleague.page.getByLabel('Password').fill('correct horse battery');
  await button(colleague.page, 'Join').click();
  await colleague.page.getByText('Get ready to sell').first().waitFor();
  await colleague.page.goto(`${app.url}/payment-links/${link.id}`);
  await button(colleague.page, 'Deactivate').click();
  await eventually(
    () => owner.client.get(`/api/payment-links/${link.id}/`),
    ({ body }) => body.is_active === false,
  );

  await own.page.goto(`${app.url}/settings/audit-log`);
  const entry = own.page.getByRole('row').filter({ hasText: 'Changed the sandbox link' });
  await entry.getByText('Priya Raman').waitFor();
  await own.page.goto(`${app.url}/settings/team`);
  await own.page.getByText('Joined as Staff').waitFor();
  await row(own.page, 'Priya Raman').getByText('Off', { exact: true }).waitFor();
  await button(own.page, 'Remove Priya Raman').click();
  await own.page.getByText('They are signed out of').waitFor();
  await button(own.page, 'Remove').click();
  await toast(own.page, /^Removed .*Priya Raman/);
  await expect.poll(() => row(own.page, 'priya@shop.example').count()).toBe(0);
  await button(colleague.page, 'Activate').click();
  await colleague.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(must(200, await owner.client.get(`/api/payment-links/${link.id}/`)).is_active).toBe(false);
  for (const visitor of [own, colleague]) {
    visitor.check();
    await visitor.close();
  }
});

test('a role is changed and given back, and an invitation is sent again and taken back', async () => {
  const owner = await signUp(app);
  const member = await join(app, owner, 'viewer', undefined, 'Tomasz');
  await invite(owner, 'emi@shop.example', 'staff');
  const { page, check, close } = await openTeam(owner);
  await page.getByLabel('Role of Tomasz').selectOption('admin');
  await toast(page, /Tomasz.* is Admin now/);
  const roleOf = async () => (await teamOf(owner)).results.find(({ id }: Json) => id === member.user.id).role;
  expect(await roleOf()).toBe('admin');
  await button(page, 'Undo').click();
  await eventually(roleOf, (role) => role === 'viewer');

  const [before] = (await teamOf(owner)).invitations;
  await button(page, 'Resend the invitation of emi@shop.example').click();
  await page.getByRole('dialog', { name: 'Give emi@shop.example this link' }).waitFor();
  await button(page, 'Done').click();
  const [after] = (await teamOf(owner)).invitations;
  expect([after.email, after.id === before.id]).toEqual(['emi@shop.example', false]);
  await button(page, 'Take back the invitation of emi@shop.example').click();
  await toast(page, /^Took the invitation of/);
  expect((await teamOf(owner)).invitations).toEqual([]);
  check();
  await close();
});

test('the only owner is told why they stay, another may step down and leave', async () => {
  const owner = await signUp(app);
  const second = await join(app, owner, 'admin', undefined, 'Aylin');
  const first = await openTeam(owner);
  await first.page.getByText('You are the only owner.').waitFor();
  expect(await first.page.getByLabel('Role of Maja Berg').isDisabled()).toBe(true);
  expect(await button(first.page, 'Leave').count()).toBe(0);
  await first.page.getByLabel('Role of Aylin').selectOption('owner');
  await button(first.page, 'Make owner').click();
  await toast(first.page, /Aylin.* is Owner now/);
  await first.page.getByRole('dialog').waitFor({ state: 'detached' });
  await first.page.getByLabel('Role of Maja Berg').selectOption('staff');
  await button(first.page, 'Step down').click();
  await toast(first.page, 'You are Staff now.');
  await button(first.page, 'Leave').click();
  await first.page.getByRole('dialog').getByText('To come back').waitFor();
  await button(first.page, 'Leave').click();
  await first.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect((await teamOf(second)).results.map(({ name }: Json) => name)).toEqual(['Aylin']);
  first.check();
  await first.close();
});

test('an admin looks after viewers and staff only, and everybody else sees who is there', async () => {
  const owner = await signUp(app);
  const admin = await join(app, owner, 'admin', undefined, 'Aylin');
  const viewer = await join(app, owner, 'viewer', undefined, 'Tomasz');
  const looked = await openTeam(admin);
  await looked.page.getByText('Only an owner makes, changes and removes admins and owners.').waitFor();
  expect(await button(looked.page, 'Remove Maja Berg').count()).toBe(0);
  expect(await looked.page.getByLabel('Role of Maja Berg').count()).toBe(0);
  const choices = looked.page.getByLabel('Role of Tomasz').getByRole('option');
  expect(await choices.allTextContents()).toEqual(['Staff', 'Viewer']);
  await button(looked.page, 'Invite').click();
  await looked.page.getByText('Only an owner invites admins and owners.').waitFor();
  expect(await looked.page.getByRole('radio').count()).toBe(2);
  looked.check();
  await looked.close();

  const watched = await openTeam(viewer, 390);
  await watched.page.getByText('Owners and admins invite people').waitFor();
  expect(await button(watched.page, 'Invite').count()).toBe(0);
  expect(await watched.page.getByText('Two-factor').count()).toBe(0);
  await watched.page.getByLabel('Section').selectOption('security');
  await watched.page.getByText('Where you are signed in').waitFor();
  watched.check();
  await watched.close();
});

test('two accounts in two tabs: each acts as who it was opened as', async () => {
  const [first, second] = [await signUp(app), await signUp(app, { name: 'Noor Haddad' })];
  const one = await openTeam(first);
  await enterAs(one.page, app, second);
  const other = await one.context.newPage();
  await other.goto(`${app.url}/settings/team`);
  await other.getByRole('row').getByText('Noor Haddad').waitFor();
  const told = one.page.getByText('signed in differently').first();
  const inviteByOne = async () => {
    await button(one.page, 'Invite').click();
    await one.page.getByRole('dialog').getByLabel('Email').fill('emi@shop.example');
    await button(one.page, 'Invite').click();
  };
  // The first tab may find out by itself, before anything is asked for: then there is nothing to press any more.
  await Promise.all([told.waitFor(), Promise.race([told.waitFor(), inviteByOne()])]);
  for (const merchant of [first, second]) expect((await teamOf(merchant)).invitations).toEqual([]);
  one.check();
  await one.close();
});

test('an owner sees where everybody is signed in, and ends it there', async () => {
  const owner = await signUp(app);
  const member = await join(app, owner, 'staff', undefined, 'Priya Raman');
  const theirs = await openTeam(member);
  const own = await visit(app.url);
  await enterAs(own.page, app, owner);
  await own.page.goto(`${app.url}/settings/security`);
  const card = own.page.locator('.person-sessions').filter({ hasText: 'Priya Raman' });
  await card.getByText('by an invitation').waitFor();
  await card.getByRole('button', { name: /^Sign out: .*Priya Raman/ }).click();
  await own.page.getByText('Signed out there.').waitFor();
  await expect.poll(() => card.count()).toBe(0);
  await theirs.page.reload();
  await theirs.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  const again = { email: member.email, password: member.password };
  const { access_token } = must(200, await app.client().post('/api/auth/login/', again));
  await own.page.reload();
  await card.getByText('with the password').waitFor();
  await card.getByRole('button', { name: /^Sign out everywhere: .*Priya Raman/ }).click();
  await own.page.getByText('Signed out everywhere here.').waitFor();
  expect((await app.client().withToken(access_token).get('/api/auth/me/')).status).toBe(401);
  for (const visitor of [own, theirs]) {
    visitor.check();
    await visitor.close();
  }
});
