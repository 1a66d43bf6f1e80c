import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOneTimeSignIn } from '#merchants/accounts/create-one-time-sign-in.ts';
import { parseId } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { accessibilityFaults, visit } from '#test/support/browser.ts';
import { join as joinTeam } from '#test/support/mailbox.ts';
import { type Merchant, must, signUp } from '#test/support/scenario.ts';
import { enterAs } from './shop.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

// Every step is looked at in four ways.
const stepsMs = 120_000;

/** Set to a folder, each step leaves its pictures there. */
const pictures = process.env.DASHBOARD_PICTURES;

/** A step is accessible and fits, wide and narrow, light and dark. */
async function look(page: Page, name: string): Promise<void> {
  for (const width of [1280, 390]) {
    for (const theme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: theme });
      expect(await accessibilityFaults(page), `${name}, ${width} px, ${theme}`).toEqual([]);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
      expect(overflow, `${name}, ${width} px`).toBeLessThanOrEqual(0);
      if (pictures)
        await page.screenshot({ path: join(pictures, `${name}-${width}-${theme}.png`), fullPage: true });
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: app.clock.now().getTime() });

async function signIn(page: Page, { email, password }: Merchant): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`${app.url}/login`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await button(page, 'Sign in').click();
  await page.getByRole('heading', { name: 'One more step' }).waitFor();
}

test(
  'an app is connected, its codes and a recovery code sign in, and the password alone does not',
  async () => {
    const merchant = await signUp(app);
    const visitor = await visit(app.url);
    const { page } = visitor;
    await enterAs(page, app, merchant);
    await page.goto(`${app.url}/settings/security`);
    await button(page, 'Turn on two-factor').click();
    await page.getByRole('img', { name: 'QR code for the app' }).waitFor();
    await look(page, 'security-setup');
    const secret = (await page.locator('.factor-key').innerText()).replace(/\s/g, '');
    await page.getByLabel('Code that the app shows').fill('000');
    await button(page, 'Connect').click();
    await page.getByText('Enter the six digits of the app.').waitFor();
    await page.getByLabel('Code that the app shows').fill(codeOf(secret));
    await button(page, 'Connect').click();
    await page.getByRole('heading', { name: 'Keep these recovery codes. They are shown once.' }).waitFor();
    const codes = await page.locator('.recovery-codes li').allInnerTexts();
    expect(codes).toHaveLength(10);
    expect(await button(page, 'Done').isDisabled()).toBe(true);
    await look(page, 'security-codes');
    await page.getByLabel('I have kept the codes.').check();
    await button(page, 'Done').click();
    await page.getByText('10 of 10 left.').waitFor();
    await look(page, 'security-on');

    app.clock.advance(30_000);
    await signIn(page, merchant);
    await look(page, 'sign-in-code');
    await page.getByLabel('Code of your app').fill('000000');
    await button(page, 'Sign in').click();
    await page.getByText('That code is wrong, or was used before.').waitFor();
    expect((await page.context().cookies()).filter(({ name }) => name === 'access_token')).toEqual([]);
    await page.getByLabel('Code of your app').fill(codeOf(secret));
    await button(page, 'Sign in').click();
    await page.getByText('Get ready to sell').waitFor();

    await signIn(page, merchant);
    await button(page, 'Use a recovery code').click();
    await page.getByLabel('Recovery code').fill(codes[0] ?? '');
    await button(page, 'Sign in').click();
    await page.getByText('Get ready to sell').waitFor();
    await page.goto(`${app.url}/settings/security`);
    await page.getByText('9 of 10 left.').waitFor();

    const ask = page.getByRole('checkbox', { name: 'Ask every member for a second factor' });
    await ask.click();
    await page.getByText('Saved.').first().waitFor();
    expect(await ask.isChecked()).toBe(true);
    await ask.click();
    await expect.poll(() => ask.isChecked()).toBe(false);

    // The proof of the sign-in is over, and the password is none.
    app.clock.advance(11 * 60_000);
    await button(page, 'Turn off the app').click();
    const dialog = page.getByRole('dialog', { name: 'Is it you?' });
    await dialog.getByLabel('Code of your app, or a recovery code').fill('000000');
    expect(await dialog.getByLabel('Your password').count()).toBe(0);
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await dialog.getByText('That code is wrong, or was used before.').waitFor();
    await look(page, 'proof-code');
    await dialog.getByLabel('Code of your app, or a recovery code').fill(codeOf(secret));
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await button(page, 'Turn on two-factor').waitFor();
    must(
      200,
      await app.client().post('/api/auth/login/', { email: merchant.email, password: merchant.password }),
    );
    visitor.check();
    await visitor.close();
  },
  stepsMs,
);

test(
  'a link of the operator asks for the code, and a member who has none is led to where one is added',
  async () => {
    const merchant = await signUp(app);
    const { secret } = must(200, await merchant.client.post('/api/auth/second-factor/authenticator/'));
    must(
      200,
      await merchant.client.post('/api/auth/second-factor/authenticator/confirm/', { code: codeOf(secret) }),
    );
    app.clock.advance(30_000);
    const { token } = await createOneTimeSignIn(app.context, {
      organizationId: parseId('org', merchant.organization.id) as string,
      userId: parseId('usr', merchant.user.id) as string,
    });
    const visitor = await visit(app.url);
    const { page } = visitor;
    await page.goto(`${app.url}/login#token=${token}`);
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    await page.getByLabel('Code of your app').fill(codeOf(secret));
    await button(page, 'Sign in').click();
    await page.getByText('Get ready to sell').waitFor();

    const member = await joinTeam(app, merchant, 'staff');
    must(200, await merchant.client.patch('/api/organization/', { require_second_factor: true }));
    await enterAs(page, app, member);
    await page.goto(app.url);
    await page.getByText('asks for a second factor').waitFor();
    await look(page, 'enrolment');
    expect(await page.getByText('could not be loaded').count()).toBe(0);
    await page.goto(`${app.url}/payment-links`);
    await page.getByText('asks for a second factor').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(0);
    await page.getByRole('link', { name: 'Add one' }).click();
    await button(page, 'Turn on two-factor').click();
    const own = (await page.locator('.factor-key').innerText()).replace(/\s/g, '');
    await page.getByLabel('Code that the app shows').fill(codeOf(own));
    await button(page, 'Connect').click();
    await page.getByLabel('I have kept the codes.').check();
    await button(page, 'Done').click();
    await page.getByText('asks for a second factor').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Payment links' }).first().click();
    await page.getByRole('heading', { name: 'Payment links', exact: true }).waitFor();
    visitor.check();
    await visitor.close();
  },
  stepsMs,
);

test(
  'a passkey is added, signs in, confirms who is there, is renamed and removed',
  async () => {
    // Passkeys need a name for a host, which an address is not.
    const named = await startApp({ database: app.database, clock: app.clock, isNamedHost: true });
    const merchant = await signUp(named);
    const visitor = await visit(named.url);
    const { page } = visitor;
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    try {
      await enterAs(page, named, merchant);
      await page.goto(`${named.url}/settings/security`);
      await button(page, 'Add a passkey').click();
      const name = page.getByRole('dialog').getByLabel('Name');
      await name.fill('Laptop');
      await button(page, 'Go on').click();
      await page.getByRole('heading', { name: 'Keep these recovery codes. They are shown once.' }).waitFor();

      await page.context().clearCookies();
      await page.goto(`${named.url}/login`);
      await page.getByLabel('Email').fill(merchant.email);
      await page.getByLabel('Password').fill(merchant.password);
      await button(page, 'Sign in').click();
      await button(page, 'Use a passkey').click();
      await page.getByText('Get ready to sell').waitFor();

      app.clock.advance(11 * 60_000);
      await page.goto(`${named.url}/settings/security`);
      await button(page, 'Rename Laptop').click();
      await name.fill('Old laptop');
      await button(page, 'Rename').click();
      await button(page, 'Remove Old laptop').click();
      const dialog = page.getByRole('dialog', { name: 'Is it you?' });
      await dialog.waitFor();
      await look(page, 'proof');
      await dialog.getByRole('button', { name: 'Use a passkey' }).click();
      await page.getByText('Removed “Old laptop”.').first().waitFor();
      must(
        200,
        await named.client().post('/api/auth/login/', { email: merchant.email, password: merchant.password }),
      );
      visitor.check();
    } finally {
      await visitor.close();
      await named.stop();
    }
  },
  stepsMs,
);
