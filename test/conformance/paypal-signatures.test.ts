import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAccessTokens } from '#paying/paypal/access-tokens.ts';
import { certificateAddress, createSigningKeys, keyIn } from '#paying/paypal/certificates.ts';
import { createPayPalClient } from '#paying/paypal/paypal-client.ts';
import { paypalHosts } from '#paying/paypal/paypal-hosts.ts';
import { isSignedByPayPal } from '#paying/paypal/read-signature.ts';
import { createMovableClock } from '#platform/kit/clock.ts';
import { makeCertificate } from '#test/support/providers/paypal/certificates.ts';
import { type PayPalStandIn, startPayPal } from '#test/support/providers/paypal/paypal.ts';

const clock = createMovableClock();
const body = '{"id":"WH-1","event_type":"PAYMENT.CAPTURE.COMPLETED","resource":{"n":1.0,"s":"\\u00e9 é"}}';
let paypal: PayPalStandIn;
let webhookId: string;
beforeAll(async () => {
  paypal = await startPayPal(clock);
  paypal.notifications.webhooks.set('8PT597110X687430L', {
    id: '8PT597110X687430L',
    url: 'https://pay.example/',
    event_types: [],
  });
  webhookId = '8PT597110X687430L';
});
afterAll(() => paypal.stop());
beforeEach(() => {
  paypal.notifications.servesCertificates = true;
  paypal.fail(undefined);
  paypal.calls.length = 0;
});

/** As a connection checks one; with a memory of its own for certificates. */
function check(
  headers: Record<string, string>,
  { raw = body, roots = [paypal.notifications.root], id = webhookId, keys = createSigningKeys(roots) } = {},
): Promise<boolean> {
  const host = paypalHosts(paypal.url).sandbox;
  const account = { api: host.api, clientId: paypal.clientId, clientSecret: paypal.clientSecret };
  const client = createPayPalClient(account, { tokens: createAccessTokens(), clock });
  const signed = { rawBody: Buffer.from(raw), headers, webhookId: id, now: clock.now() };
  return isSignedByPayPal(signed, { host, keys, client });
}
const sign = (wishes = {}) => paypal.notifications.sign(body, webhookId, wishes);

describe('a notification of PayPal', () => {
  it('is taken by its signature, without asking PayPal', async () => {
    expect(await check(sign())).toBe(true);
    expect(paypal.calls).toEqual([]);
  });

  it('is none with any header missing, and nothing is asked or fetched for it', async () => {
    for (const missing of Object.keys(sign())) {
      const { [missing]: _, ...headers } = sign();
      expect([missing, await check(headers)]).toEqual([missing, false]);
    }
    expect(paypal.calls).toEqual([]);
  });

  it('is none when a byte, the webhook, the time, the sender or the way of signing is another', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const now = clock.now().getTime();
    expect(await check(sign(), { raw: body.replace('1.0', '1') })).toBe(false);
    expect(await check(sign(), { raw: `${body} ` })).toBe(false);
    expect(await check(sign(), { raw: '' })).toBe(false);
    expect(await check(sign(), { id: '0AB12345CD678901E' })).toBe(false);
    expect(await check(sign(), { id: '' })).toBe(false);
    expect(await check(sign({ key: privateKey }))).toBe(false);
    expect(await check({ ...sign(), 'paypal-transmission-time': new Date(now).toISOString() })).toBe(false);
    expect(await check({ ...sign(), 'paypal-auth-algo': 'none' })).toBe(false);
    expect(paypal.calls).toEqual([]);
  });

  it('is none days later, and none from the future', async () => {
    const at = (ms: number) => new Date(clock.now().getTime() + ms);
    expect(await check(sign({ at: at(-3.9 * 86_400_000) }))).toBe(true);
    expect(await check(sign({ at: at(-4.1 * 86_400_000) }))).toBe(false);
    expect(await check(sign({ at: at(4 * 60_000) }))).toBe(true);
    expect(await check(sign({ at: at(6 * 60_000) }))).toBe(false);
  });

  it('is asked about at PayPal, byte for byte, where its certificate cannot be had or followed', async () => {
    paypal.notifications.servesCertificates = false;
    expect(await check(sign())).toBe(true);
    expect(await check(sign(), { id: webhookId, raw: body.replace('1.0', '1') })).toBe(false);
    paypal.notifications.servesCertificates = true;
    // Node's own roots do not know the one of the stand-in.
    expect(await check(sign(), { keys: createSigningKeys() })).toBe(true);
    expect(paypal.calls.map(({ route }) => route)).toEqual(
      Array(3).fill('POST /v1/notifications/verify-webhook-signature'),
    );
    paypal.fail('server_error', /verify/);
    await expect(check(sign(), { keys: createSigningKeys() })).rejects.toThrow('PayPal answered 503');
  });

  it('fetches a certificate once for as many as come', async () => {
    const keys = createSigningKeys([paypal.notifications.root]);
    const headers = sign();
    expect(await Promise.all([1, 2, 3].map(() => check(headers, { keys })))).toEqual([true, true, true]);
    paypal.notifications.servesCertificates = false;
    expect(await check(sign(), { keys })).toBe(true);
    expect(paypal.calls).toEqual([]);
  });
});

describe('the address of a certificate', () => {
  const { live, sandbox } = paypalHosts(undefined);
  const path = '/v1/notifications/certs/CERT-360caa42-fca2a594-a5cafa77';

  it.each([
    [`https://api.paypal.com${path}`, live],
    [`https://api-m.paypal.com${path}`, live],
    [`https://api.sandbox.paypal.com${path}`, sandbox],
  ])('is %s', (address, host) => {
    expect(certificateAddress(address, host)?.href).toBe(address);
  });

  it.each([
    [`https://api.sandbox.paypal.com${path}`],
    [`http://api.paypal.com${path}`],
    [`https://api.paypal.com.example.com${path}`],
    [`https://example.com${path}`],
    [`https://api.paypal.com:8443${path}`],
    [`https://api.paypal.com@example.com${path}`],
    [`https://me:secret@api.paypal.com${path}`],
    [`https://api.paypal.com${path}?next=https://example.com`],
    [`https://api.paypal.com${path}#x`],
    [`https://api.paypal.com/v1/notifications/certs/../../oauth2/token`],
    ['https://api.paypal.com/v1/notifications/certs/CERT-%2e%2e'],
    ['file:///etc/passwd'],
    ['no address'],
    [''],
  ])('is never %s on a live connection', (address) => {
    expect(certificateAddress(address, live)).toBeUndefined();
  });
});

describe('a certificate', () => {
  const from = new Date('2026-01-01T00:00:00Z');
  const until = new Date('2027-01-01T00:00:00Z');
  const now = new Date('2026-06-01T00:00:00Z');
  const name = 'messageverificationcerts.paypal.com';
  const root = makeCertificate({ name: 'Root', isAuthority: true, from, until });
  const byRoot = { name: 'Root', key: root.key };
  const made = (wishes = {}) => makeCertificate({ name, by: byRoot, from, until, ...wishes });

  it('counts when it is in force, PayPal’s, and leads to a root that is trusted', () => {
    expect(keyIn(made().pem, now, [root.pem])).toBeDefined();
  });

  it('does not count before or after its time, for another name, or without a root', () => {
    expect(keyIn(made().pem, new Date('2025-12-31T00:00:00Z'), [root.pem])).toBeUndefined();
    expect(keyIn(made().pem, new Date('2027-01-02T00:00:00Z'), [root.pem])).toBeUndefined();
    expect(keyIn(made({ name: 'paypal.com.example.com' }).pem, now, [root.pem])).toBeUndefined();
    expect(keyIn(made({ name: 'notpaypal.com' }).pem, now, [root.pem])).toBeUndefined();
    expect(keyIn(made().pem, now, [])).toBeUndefined();
    expect(keyIn('', now, [root.pem])).toBeUndefined();
  });

  it('does not count when whoever signed it may sign no others, or has another key of that name', () => {
    const plain = makeCertificate({ name: 'Plain', by: byRoot, from, until });
    const leaf = made({ by: { name: 'Plain', key: plain.key } });
    expect(keyIn(leaf.pem + plain.pem, now, [root.pem])).toBeUndefined();
    const impostor = makeCertificate({ name: 'Root', isAuthority: true, from, until });
    expect(keyIn(made({ by: { name: 'Root', key: impostor.key } }).pem, now, [root.pem])).toBeUndefined();
  });
});
