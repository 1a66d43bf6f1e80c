import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resetPassword } from '#commands/user/reset-password.ts';
import { resetSecondFactor } from '#commands/user/reset-second-factor.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { mailTo, tokenIn } from '#test/support/mailbox.ts';
import { SoftwareAuthenticator } from '#test/support/passkeys.ts';
import { type Merchant, must, signUp } from '#test/support/scenario.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const factor = '/api/auth/second-factor/';
const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: app.clock.now().getTime() });

async function person(): Promise<Merchant> {
  const merchant = await signUp(app);
  must(200, await merchant.client.patch('/api/organization/', { time_zone: 'Asia/Tokyo' }));
  return merchant;
}

async function withApp(): Promise<Merchant> {
  const merchant = await person();
  const { secret } = must(200, await merchant.client.post(`${factor}authenticator/`));
  must(200, await merchant.client.post(`${factor}authenticator/confirm/`, { code: codeOf(secret) }));
  app.clock.advance(30_000);
  return merchant;
}

async function withPasskey(merchant: Merchant): Promise<string> {
  const options = must(200, await merchant.client.post('/api/auth/passkeys/options/'));
  const passkey = new SoftwareAuthenticator(app.url).create(options);
  return must(201, await merchant.client.post('/api/auth/passkeys/', { name: 'Work phone', passkey })).passkey
    .id;
}

const toldOf = async ({ client }: Merchant): Promise<Json[]> =>
  must(200, await client.get('/api/development/mailbox/?kind=account_changed')).results;

const byOperator = (command: typeof resetPassword, email: string, further: object = {}) =>
  command.run({ context: app.context } as never, { taken: { email }, say: () => {}, ...further } as never);

describe('a person is told by mail', () => {
  it.each<[string, string[], () => Promise<Merchant>]>([
    ['that an app was added', ['An authenticator app was added to your account'], withApp],
    [
      'that it was removed',
      [
        'The authenticator app was removed from your account',
        'An authenticator app was added to your account',
      ],
      async () => {
        const merchant = await withApp();
        must(204, await merchant.client.delete(`${factor}authenticator/`));
        return merchant;
      },
    ],
    [
      'that recovery codes were made anew',
      ['Your recovery codes were made anew', 'An authenticator app was added to your account'],
      async () => {
        const merchant = await withApp();
        must(200, await merchant.client.post(`${factor}recovery-codes/`));
        return merchant;
      },
    ],
    [
      'that a passkey was added and removed',
      ['A passkey was removed from your account', 'A passkey was added to your account'],
      async () => {
        const merchant = await person();
        const id = await withPasskey(merchant);
        must(204, await merchant.client.delete(`/api/auth/passkeys/${id}/`));
        return merchant;
      },
    ],
    [
      'that the password was changed',
      ['Your password was changed'],
      async () => {
        const merchant = await person();
        const body = { current_password: merchant.password, new_password: 'another fine secret' };
        must(204, await merchant.client.post('/api/auth/password/change/', body));
        return merchant;
      },
    ],
  ])('%s: what, when, from where, and what to do', async (_, subjects, change) => {
    const merchant = await change();
    const told = await toldOf(merchant);
    expect(told.map(({ subject }) => subject)).toEqual(subjects);
    for (const { to, text } of told) {
      expect(to).toBe(merchant.email);
      expect(text).toContain(`Account: ${merchant.email}`);
      expect(text).toMatch(/When: \d+ \w+ \d{4}, \d\d:\d\d (?:JST|GMT\+9)/);
      expect(text).toContain('From: 127.0.0.1');
      expect(text).toContain('If it was not you');
      expect(text).toContain(`${app.url}/forgot-password`);
    }
    if (subjects[0]?.includes('passkey')) expect(told[0]?.text).toContain('Passkey: Work phone');
  });

  it('that a mailed link changed the password', async () => {
    const { client, email } = await person();
    must(202, await app.client().post('/api/auth/password/forgot/', { email }));
    const token = tokenIn(await mailTo(client, email, 'password_reset'));
    must(
      204,
      await app.client().post('/api/auth/password/reset/', { token, password: 'another fine secret' }),
    );
    const told = await mailTo(client, email, 'account_changed');
    expect(told).toMatchObject({ to: email, subject: 'Your password was changed with a link from a mail' });
  });

  it('what the operator of the server changed, without an address', async () => {
    const merchant = await withApp();
    await byOperator(resetSecondFactor, merchant.email);
    const told = await mailTo(merchant.client, merchant.email, 'account_changed');
    expect(told.subject).toBe('All second factors were removed from your account');
    expect(told.text).toContain('From: this server, by whoever runs it');
    const options = { switches: new Set(['password-stdin']), readLine: async () => 'another fine secret' };
    await byOperator(resetPassword, merchant.email, options);
    const next = await mailTo(merchant.client, merchant.email, 'account_changed');
    expect(next.subject).toBe('Your password was changed');
  });

  it('nothing of what was refused', async () => {
    const merchant = await person();
    const body = { current_password: 'not the password', new_password: 'another fine secret' };
    expect((await merchant.client.post('/api/auth/password/change/', body)).status).toBe(400);
    must(200, await merchant.client.post(`${factor}authenticator/`));
    const confirmed = await merchant.client.post(`${factor}authenticator/confirm/`, { code: '12345' });
    expect(confirmed.status).toBe(400);
    expect(await toldOf(merchant)).toEqual([]);
  });
});
