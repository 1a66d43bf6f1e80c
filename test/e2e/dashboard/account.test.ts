import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOneTimeSignIn } from '#merchants/accounts/create-one-time-sign-in.ts';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { visit } from '#test/support/browser.ts';
import type { Json } from '#test/support/client.ts';
import { mailTo } from '#test/support/mailbox.ts';
import { eventually, type Merchant, makeLink, must, signUp } from '#test/support/scenario.ts';
import { enterAs } from './shop.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { PLATFORM_NAME: 'Tills & <Co>' } });
});
afterAll(() => app.stop());

async function latestMail(merchant: Merchant, kind: string): Promise<Json> {
  const { body } = await eventually(
    () => merchant.client.get(`/api/development/mailbox/?kind=${kind}`),
    (reply) => reply.body.results?.length > 0,
  );
  return body.results[0];
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('a merchant signs in, goes where they wanted, signs out, and the token is worth nothing afterwards', async () => {
  const merchant = await signUp(app);
  const link = await makeLink(merchant, { name: 'Deep link' });
  const visitor = await visit(app.url);
  const { page, context } = visitor;
  await page.goto(`${app.url}/payment-links/${link.id}`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.getByLabel('Email').fill(merchant.email);
  await page.getByLabel('Password').fill('something else entirely');
  await button(page, 'Sign in').click();
  await page.getByRole('alert').waitFor();
  expect(await context.cookies()).toEqual([]);
  await page.getByLabel('Password').fill(merchant.password);
  await button(page, 'Sign in').click();
  await page.getByRole('heading', { name: 'Deep link' }).waitFor();
  const [cookie] = await context.cookies();
  expect(cookie).toMatchObject({ name: 'access_token', path: '/', sameSite: 'Strict', secure: false });

  await page.getByRole('button', { name: /Maja Berg/ }).click();
  await button(page, 'Sign out').click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await context.cookies()).toEqual([]);
  const reply = await app
    .client()
    .withToken(cookie?.value ?? '')
    .get('/api/auth/me/');
  expect(reply.status).toBe(401);
  await page.goBack();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();

  // The device stays known, and says so.
  const asked = page.waitForRequest((request) => request.url().endsWith('/api/auth/login/'));
  await page.getByLabel('Email').fill(merchant.email);
  await page.getByLabel('Password').fill(merchant.password);
  await button(page, 'Sign in').click();
  expect((await asked).postDataJSON().device_token).toHaveLength(43);
  await page.getByRole('button', { name: /Maja Berg/ }).waitFor();
  visitor.check();
  await visitor.close();
});

test('home stands in a browser whose system has no language', async () => {
  const visitor = await visit(app.url, { locale: 'system' });
  const { page } = visitor;
  await enterAs(page, app, await signUp(app));
  await page.goto(app.url);
  await page.getByText('Get ready to sell').first().waitFor();
  visitor.check();
  await visitor.close();
});

test('a one-time link signs in, and its token leaves the address before it is used', async () => {
  const merchant = await signUp(app);
  const organizationId = parseId('org', merchant.organization.id) ?? '';
  const userId = parseId('usr', merchant.user.id) ?? '';
  const { token } = await createOneTimeSignIn(app.context, { organizationId, userId });
  const visitor = await visit(app.url);
  const { page } = visitor;
  const used: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/one-time/')) used.push(page.url());
  });
  await page.goto(`${app.url}/login#token=${token}`);
  await page.getByText('Get ready to sell').waitFor();
  expect(used).toEqual([`${app.url}/login`]);
  await page.context().clearCookies();
  await page.goto(`${app.url}/login#token=${token}`);
  await page.getByRole('alert').waitFor();
  expect(page.url()).toBe(`${app.url}/login`);
  visitor.check();
  await visitor.close();
});

test('a forgotten password is reset by a link from the mail, which works once', async () => {
  const merchant = await signUp(app);
  const visitor = await visit(app.url);
  const { page } = visitor;
  await page.goto(`${app.url}/login`);
  await page.getByRole('link', { name: 'Forgot it?' }).click();
  await page.getByRole('heading', { name: 'Reset your password' }).waitFor();
  await page.getByLabel('Email').fill(merchant.email);
  await button(page, 'Mail me a link').click();
  await page.getByText('Look into your mail').waitFor();
  const mail = await latestMail(merchant, 'password_reset');
  const address = /https?:\S+\/reset-password#token=\S+/.exec(mail.text)?.[0] ?? '';
  await page.goto(address);
  await page.getByLabel('New password').fill('another horse battery');
  await button(page, 'Set the password').click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.getByLabel('Email').fill(merchant.email);
  await page.getByLabel('Password').fill('another horse battery');
  await button(page, 'Sign in').click();
  await page.getByText('Get ready to sell').waitFor();
  await page.goto('about:blank');
  await page.goto(address);
  await page.getByLabel('New password').fill('yet another horse');
  expect(page.url()).toBe(`${app.url}/reset-password`);
  await button(page, 'Set the password').click();
  await page.getByRole('alert').waitFor();
  visitor.check();
  await visitor.close();
});

test('somebody who was invited joins by the link from the mail', async () => {
  const merchant = await signUp(app, { organization_name: 'Nordlicht' });
  const invited = { email: `mia-${Date.now()}@shop.example`, role: 'viewer', name: 'Mia Roth' };
  must(201, await merchant.client.post('/api/organization/team/', invited));
  const mail = await mailTo(merchant.client, invited.email, 'invitation');
  const visitor = await visit(app.url);
  const { page } = visitor;
  await page.goto(/https?:\S+\/invitation#token=\S+/.exec(mail.text)?.[0] ?? '');
  await page.getByRole('heading', { name: 'Join Nordlicht' }).waitFor();
  expect(await page.getByLabel('Your name').inputValue()).toBe('Mia Roth');
  await page.getByLabel('Password').fill('correct horse battery');
  await button(page, 'Join').click();
  await page.getByRole('heading', { name: 'Home' }).waitFor();
  await page.getByRole('button', { name: /Mia Roth/ }).waitFor();
  expect(await button(page, 'New link').count()).toBe(0);
  visitor.check();
  await visitor.close();
});

test('an account that exists joins by its password, or at once where it is signed in', async () => {
  const host = await signUp(app, { organization_name: 'Nordlicht' });
  for (const isSignedIn of [false, true]) {
    const guest = await signUp(app, { name: 'Mia Roth' });
    must(201, await host.client.post('/api/organization/team/', { email: guest.email, role: 'viewer' }));
    const mail = await mailTo(host.client, guest.email, 'invitation');
    const visitor = await visit(app.url);
    const { page } = visitor;
    if (isSignedIn) await enterAs(page, app, guest);
    await page.goto(/https?:\S+\/invitation#token=\S+/.exec(mail.text)?.[0] ?? '');
    await page.getByRole('heading', { name: 'Join Nordlicht' }).waitFor();
    await button(page, 'Join').waitFor();
    expect(await page.getByLabel('Your name').count()).toBe(0);
    expect(await page.getByLabel('Password').count()).toBe(isSignedIn ? 0 : 1);
    if (!isSignedIn) {
      await page.getByLabel('Password').fill('not the password');
      await button(page, 'Join').click();
      await page.getByText('Email or password is wrong').waitFor();
      await page.getByLabel('Password').fill(guest.password);
    }
    await button(page, 'Join').click();
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    await page.getByText('Nordlicht').first().waitFor();
    visitor.check();
    await visitor.close();
  }
});

test('sign-in leads nowhere but into this app', async () => {
  const merchant = await signUp(app);
  for (const next of ['https://evil.example/', '//evil.example/', '/\\evil.example']) {
    const visitor = await visit(app.url);
    const { page } = visitor;
    await page.goto(`${app.url}/login?next=${encodeURIComponent(next)}`);
    await page.getByLabel('Email').fill(merchant.email);
    await page.getByLabel('Password').fill(merchant.password);
    await button(page, 'Sign in').click();
    await page.getByText('Get ready to sell').waitFor();
    expect(new URL(page.url()).origin).toBe(app.url);
    visitor.check();
    await visitor.close();
  }
});

test('sign-up tells at each field what is missing, and at its field what the server refuses', async () => {
  const taken = await signUp(app);
  const visitor = await visit(app.url);
  const { page } = visitor;
  await page.goto(`${app.url}/signup`);
  await button(page, 'Create account').click();
  await page.getByText('Use at least 10 characters.').waitFor();
  await page.getByText('Enter your name.').waitFor();
  await page.getByLabel('Organization name').fill('Nordlicht');
  await page.getByLabel('Your name').fill('Jonte Hansen');
  await page.getByLabel('Email').fill('new@nordlicht.example');
  await page.getByLabel('Password').fill('password123');
  await button(page, 'Create account').click();
  await page.getByText('This password is one of the first that attackers try').waitFor();
  expect(await page.getByLabel('Password').getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByLabel('Email').fill(taken.email);
  await button(page, 'Create account').click();
  await page.getByText('This address has an account already.').waitFor();
  visitor.check();
  await visitor.close();
});

test('a session that has ended leads to the sign-in page and back', async () => {
  const merchant = await signUp(app);
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/products`);
  await page.getByText('No products yet').waitFor();
  must(204, await merchant.client.post('/api/auth/logout/'));
  await page.getByRole('link', { name: 'Payments', exact: true }).click();
  await page.getByText('Your session has ended. Sign in to go on.').waitFor();
  await page.getByLabel('Email').fill(merchant.email);
  await page.getByLabel('Password').fill(merchant.password);
  await button(page, 'Sign in').click();
  await page.getByText('No payments yet').waitFor();
  visitor.check();
  await visitor.close();
});

test('settings are saved and shown: name, zone, tax, colour, sessions, password', async () => {
  const merchant = await signUp(app);
  const visitor = await visit(app.url);
  const { page } = visitor;
  await enterAs(page, app, merchant);
  await page.goto(`${app.url}/settings`);
  await page.getByLabel('Organization name').fill('Nordlicht & Söhne');
  await page.getByLabel('Website').fill('nordlicht');
  await button(page, 'Save').click();
  await page.getByText('Enter a full address').waitFor();
  await page.getByLabel('Website').fill('https://nordlicht.example/');
  await page.getByLabel('Time zone').selectOption('Europe/Berlin');
  await button(page, 'Save').click();
  await page.getByText('Nordlicht & Söhne').first().waitFor();
  await page.getByRole('link', { name: 'Prices and tax' }).click();
  await page.getByLabel('Tax rate (%)').fill('19,5');
  await page.getByLabel('Pricing mode').selectOption('TAX_EXCLUSIVE');
  await page.getByText('a buyer pays $28.68, $4.68 of it tax').waitFor();
  await button(page, 'Save').click();
  await page.getByText('Saved.').first().waitFor();
  await page.getByRole('link', { name: 'Branding' }).click();
  await page.getByLabel('Accent colour').fill('#F2B01E');
  await button(page, 'Save').click();
  await expect
    .poll(async () => (await merchant.client.get('/api/organization/')).body)
    .toMatchObject({
      name: 'Nordlicht & Söhne',
      website: 'https://nordlicht.example/',
      time_zone: 'Europe/Berlin',
      default_tax_rate: '19.500',
      pricing_mode: 'TAX_EXCLUSIVE',
      branding: { accent_color: '#f2b01e' },
    });

  await page.getByRole('link', { name: 'Security' }).click();
  await page.getByLabel('Current password').fill('not the one');
  await page.getByLabel('New password').fill('another horse battery');
  await button(page, 'Change password').click();
  await page.getByText('That is not your password.').waitFor();
  await page.getByLabel('Current password').fill(merchant.password);
  await button(page, 'Change password').click();
  await page.getByText('Changed the password.').first().waitFor();
  const reply = await app
    .client()
    .post('/api/auth/login/', { email: merchant.email, password: 'another horse battery' });
  expect(reply.status).toBe(200);
  visitor.check();
  await visitor.close();
});

test('the name of the platform comes from the server, escaped', async () => {
  const visitor = await visit(app.url);
  const { page } = visitor;
  await page.goto(`${app.url}/login`);
  await page.getByText('Tills & <Co>').waitFor();
  expect(await page.title()).toBe('Sign in · Tills & <Co>');
  visitor.check();
  await visitor.close();
});

test('nothing that a merchant typed runs as script', async () => {
  const attack = '"><img src=x onerror=alert(1)><script>alert(2)</script>';
  const merchant = await signUp(app, { organization_name: attack, name: attack });
  const link = await makeLink(merchant, { name: attack, metadata: { [attack.slice(0, 40)]: attack } });
  const visitor = await visit(app.url);
  const { page } = visitor;
  page.on('dialog', (dialog) => {
    throw new Error(`A script ran: ${dialog.message()}`);
  });
  await enterAs(page, app, merchant);
  for (const path of ['/', '/payment-links', `/payment-links/${link.id}?dialog=share`, '/settings']) {
    await page.goto(app.url + path);
    await page.getByText('onerror=alert(1)').first().waitFor({ state: 'attached' });
    await page.waitForLoadState('networkidle');
    expect(await page.locator('img[src="x"]').count()).toBe(0);
  }
  visitor.check();
  await visitor.close();
});

test('the document is fresh every time, with its own nonce and a closed policy', async () => {
  const [first, second] = await Promise.all([app.client().get('/login'), app.client().get('/payments/TX1')]);
  for (const reply of [first, second]) {
    expect(reply.status).toBe(200);
    expect(reply.headers.get('cache-control')).toContain('no-store');
    const policy = reply.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(reply.text).toContain(`nonce="${nonce}"`);
    expect(reply.text).not.toContain('__CSP_NONCE__');
  }
  expect(first.headers.get('content-security-policy')).not.toBe(
    second.headers.get('content-security-policy'),
  );
  const script = /src="(\/dashboard\/assets\/[^"]+\.js)"/.exec(first.text)?.[1] ?? '';
  const file = await app.client().get(script);
  expect(file.headers.get('cache-control')).toContain('immutable');
  expect(file.headers.get('content-type')).toContain('javascript');
  expect((await app.client().get('/docs-of-nobody')).status).toBe(404);
  expect((await app.client().get('/api/nothing/')).headers.get('content-type')).toContain('problem+json');
});
