import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { type Merchant, must, signUp } from '#test/support/scenario.ts';

const path = '/api/organization/providers/bank/';
const account = { iban: 'DE89 3704 0044 0532 0130 00', account_name: '  Nordlicht   Fotowerkstatt GmbH ' };

let app: TestApp;
let merchant: Merchant;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
  merchant = await signUp(app);
});
afterAll(() => app.stop());

const put = (settings: Json) => merchant.client.put(path, { mode: 'sandbox', settings });

describe('connecting a bank account', () => {
  it('takes an IBAN as people paste it, fills in what was left out, and shows enough to tell accounts apart', async () => {
    const row = must(200, await put(account));
    expect(row).toMatchObject({
      provider: 'bank',
      label: 'Bank transfer',
      mode: 'sandbox',
      status: 'connected',
      account_label: 'DE89 •••• 3000',
      ways: [{ id: 'bank', label: 'Bank transfer' }],
      position: 2,
      credentials: {},
      notification_url: null,
      notification_status: 'none',
      problem: null,
      settings: {
        iban: 'DE89370400440532013000',
        bic: null,
        account_name: 'Nordlicht Fotowerkstatt GmbH',
        hold_days: 5,
        holds_place: true,
        instant_only: false,
        reference_place: 'text',
      },
    });
    expect(must(200, await put(row.settings)).settings).toEqual(row.settings);
  });

  it('takes every setting, and the place of the reference that is usual in the country', async () => {
    const settings = {
      ...account,
      bic: 'cobadeff xxx',
      hold_days: 14,
      holds_place: false,
      reference_place: 'reference',
    };
    expect(must(200, await put(settings)).settings).toMatchObject({
      bic: 'COBADEFFXXX',
      hold_days: 14,
      holds_place: false,
      reference_place: 'reference',
    });
    const dutch = must(200, await put({ ...account, iban: 'NL91ABNA0417164300' }));
    expect([dutch.account_label, dutch.settings.reference_place]).toEqual(['NL91 •••• 4300', 'reference']);
  });

  it.each([
    ['iban', {}, 'required', 'Give the IBAN of the account.'],
    ['iban', { iban: 42 }, 'invalid_value', 'Give iban as a text'],
    ['iban', { iban: 'DE8937040044053201300' }, 'invalid_value', 'has 22 characters, and this one has 21'],
    ['iban', { iban: 'DE89370400440532013001' }, 'invalid_value', 'its check digits do not fit'],
    ['iban', { iban: 'US89370400440532013000' }, 'invalid_value', 'No IBAN begins with US'],
    [
      'iban',
      { iban: 'TR330006100519786457841326' },
      'invalid_value',
      'Türkiye cannot take transfers in euros',
    ],
    ['bic', { iban: 'CH9300762011623852957' }, 'required', 'Give the BIC too'],
    ['bic', { bic: 'COBA' }, 'invalid_value', '8 or 11 letters and digits'],
    ['account_name', { account_name: ' ' }, 'invalid_value', 'in letters'],
    ['account_name', { account_name: null }, 'required', 'as your bank has it'],
    ['account_name', { account_name: 'x'.repeat(71) }, 'invalid_value', 'at most 70 characters'],
    ['hold_days', { hold_days: 0 }, 'invalid_value', '1 to 14'],
    ['hold_days', { hold_days: 15 }, 'invalid_value', '1 to 14'],
    ['hold_days', { hold_days: 2.5 }, 'invalid_value', '1 to 14'],
    ['hold_days', { hold_days: '5' }, 'invalid_value', '1 to 14'],
    ['holds_place', { holds_place: 'yes' }, 'invalid_value', 'true or false'],
    ['instant_only', { instant_only: true }, 'invalid_value', 'cannot be asked for yet'],
    ['reference_place', { reference_place: 'both' }, 'invalid_value', 'text or reference'],
    ['holdDays', { holdDays: 5 }, 'unknown_field', 'has no setting holdDays'],
  ])('400: %s of %j, %s', async (field, settings, code, sentence) => {
    const base = 'iban' in settings || field === 'iban' ? { account_name: account.account_name } : account;
    const reply = await put({ ...base, ...settings });
    expect(reply.body, reply.text).toMatchObject({ status: 400, code });
    expect(reply.body.errors).toEqual([
      { field: `settings.${field}`, code, message: expect.stringContaining(sentence) },
    ]);
  });

  it('400: tells everything that is wrong at once, and takes no credentials', async () => {
    const reply = await put({ iban: 'DE1', hold_days: 99 });
    expect(reply.body.errors.map(({ field }: Json) => field)).toEqual([
      'settings.iban',
      'settings.account_name',
      'settings.hold_days',
    ]);
    const body = { mode: 'sandbox', settings: account, credentials: { secret_key: 'x' } };
    expect((await merchant.client.put(path, body)).body).toMatchObject({
      code: 'unknown_field',
      errors: [{ field: 'credentials.secret_key' }],
    });
  });
});
