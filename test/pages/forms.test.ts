import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { cardBrand, groupDigits, passesChecksum } from '#pages/card-brand.ts';
import { billingErrorsOf, parseBillingForm, readLinkQuery } from '#pages/forms/billing-form.ts';
import { cardErrorsOf, parseCardForm } from '#pages/forms/card-form.ts';
import { readTestCard } from '#paying/sandbox/test-cards.ts';
import { startBodySchema } from '#platform/contract/checkouts.ts';
import { testCards } from '#platform/contract/test-cards.ts';
import { translator } from '#platform/text/translate.ts';

const text = translator('en');
const now = new Date('2026-05-22T12:00:00Z');

const buyer = {
  billing_email: ' maja@example.com ',
  billing_first_name: 'Maja',
  billing_last_name: 'Lindqvist',
  billing_country: 'DE',
  billing_postal_code: '20359',
  billing_company: '',
  billing_tax_id: '  ',
  currency: 'EUR',
  nonce: 'n1',
  utm_source: 'letter',
};

describe('the billing form', () => {
  it('becomes the body of the start API, without empty fields', () => {
    const { body, errors, nonce } = parseBillingForm(buyer, text);
    expect(errors).toEqual([]);
    expect(nonce).toBe('n1');
    expect(body).toEqual({
      billing_email: 'maja@example.com',
      billing_first_name: 'Maja',
      billing_last_name: 'Lindqvist',
      billing_country: 'DE',
      billing_postal_code: '20359',
      currency: 'EUR',
      utm_source: 'letter',
    });
    expect(Value.Check(startBodySchema, body)).toBe(true);
  });

  it('says for each field what is missing, and keeps what was typed', () => {
    const { errors, values } = parseBillingForm({ billing_first_name: 'Maja', billing_country: 'US' }, text);
    expect(errors).toEqual([
      { field: 'billing_email', message: 'Enter your email address.' },
      {
        field: 'billing_postal_code',
        message: 'Enter the postal code. Banks in the United States check it.',
      },
    ]);
    expect(values).toEqual({ billing_first_name: 'Maja', billing_country: 'US' });
  });

  it.each(['maja', 'maja@', '@example.com', 'maja@example', 'ma ja@example.com', 'a@b@c.de'])(
    'refuses the address %s',
    (billing_email) => {
      const { errors } = parseBillingForm({ ...buyer, billing_email }, text);
      expect(errors).toEqual([{ field: 'billing_email', message: 'Write it like name@example.com.' }]);
    },
  );

  it.each([
    'maja@example.com,',
    'mailto:maja@example.com',
    'maja\u200b@example.com',
    'maja..berg@example.com',
  ])('refuses %j, as the API does: no receipt would arrive', (billing_email) => {
    expect(parseBillingForm({ ...buyer, billing_email }, text).errors).toHaveLength(1);
  });

  it('takes people with one name, and Kosovo', () => {
    const { billing_last_name: _none, ...one } = buyer;
    expect(parseBillingForm({ ...one, billing_country: 'XK' }, text).errors).toEqual([]);
  });

  it('counts code points as the API does, and cuts between characters', () => {
    const moon = '\u{1f319}';
    const fields = {
      ...buyer,
      billing_first_name: moon.repeat(100),
      client_reference_id: `x${moon.repeat(200)}`,
    };
    const { body, errors } = parseBillingForm(fields, text);
    expect(errors).toEqual([]);
    expect(body.client_reference_id).toBe(`x${moon.repeat(199)}`);
    expect(parseBillingForm({ ...buyer, billing_first_name: moon.repeat(101) }, text).errors).toHaveLength(1);
    const query = readLinkQuery({ utm_source: `${'x'.repeat(199)}${moon}${moon}`, utm_term: 'a\ud83c' });
    expect(query.hidden).toEqual({ utm_source: `${'x'.repeat(199)}${moon}`, utm_term: 'a\ufffd' });
  });

  it('refuses countries that do not exist', () => {
    const { errors } = parseBillingForm({ ...buyer, billing_country: 'XX' }, text);
    expect(errors).toEqual([{ field: 'billing_country', message: 'Choose a country.' }]);
  });

  it('asks for a postal code where banks check it, not elsewhere', () => {
    const { billing_postal_code: _left, ...without } = buyer;
    expect(parseBillingForm(without, text).errors).toEqual([]);
    expect(parseBillingForm({ ...without, billing_country: 'US' }, text).errors).toHaveLength(1);
  });

  it('sends no postal code or state that the page hides for the country', () => {
    const { body } = parseBillingForm({ ...buyer, billing_country: 'HK', billing_state: 'Kowloon' }, text);
    expect(body).not.toHaveProperty('billing_postal_code');
    expect(body).toHaveProperty('billing_state', 'Kowloon');
    expect(parseBillingForm({ ...buyer, billing_state: 'Hamburg' }, text).body).not.toHaveProperty(
      'billing_state',
    );
  });

  it('names the limit of what is too long', () => {
    const { errors } = parseBillingForm({ ...buyer, billing_tax_id: 'x'.repeat(51) }, text);
    expect(errors).toEqual([{ field: 'billing_tax_id', message: 'Use at most 50 characters.' }]);
  });

  it('takes the first of a repeated field and survives values of any kind', () => {
    const odd = {
      ...buyer,
      billing_first_name: ['Maja', 'Other'],
      billing_city: { a: 1 },
      billing_line1: 'a\u0000b',
    };
    const { body } = parseBillingForm(odd, text);
    expect(body).toMatchObject({ billing_first_name: 'Maja', billing_line1: 'a b' });
    expect(body).not.toHaveProperty('billing_city');
    expect(parseBillingForm(JSON.parse('{"__proto__":{"billing_email":"a@b.de"}}'), text).values).toEqual({});
  });

  it('drops a currency that nobody offers, so that the link’s own counts', () => {
    expect(parseBillingForm({ ...buyer, currency: 'GBP' }, text).body).not.toHaveProperty('currency');
  });
});

describe('the address of a link page', () => {
  it('prefills the email and hands campaign and reference on', () => {
    const query = {
      prefilled_email: 'a@example.com',
      utm_term: 'x',
      client_reference_id: 'r',
      successUrl: 'https://e',
    };
    expect(readLinkQuery(query)).toEqual({
      values: { billing_email: 'a@example.com' },
      hidden: { utm_term: 'x', client_reference_id: 'r' },
    });
  });
});

describe('a start that the API refused', () => {
  it('marks the fields of the page it blames', () => {
    const errors = [{ field: 'billing_phone' }, { field: 'billing_phone' }, { field: 'currency' }];
    expect(billingErrorsOf(errors, text)).toEqual([
      { field: 'billing_phone', message: 'This value is not accepted. Change it and try again.' },
    ]);
  });
});

const card = {
  number: '4242 4242 4242 4242',
  expiry: '08 / 28',
  cvc: '314',
  name: 'Maja Lindqvist',
  nonce: 'n2',
};

function messageFor(field: string, changes: Record<string, string>): string | undefined {
  return parseCardForm({ ...card, ...changes }, now, text).errors.find((error) => error.field === field)
    ?.message;
}

describe('the card form', () => {
  it('becomes the body of the pay API', () => {
    const { body, errors, nonce } = parseCardForm(card, now, text);
    expect(errors).toEqual([]);
    expect(nonce).toBe('n2');
    expect(body).toEqual({
      payment_method: {
        type: 'card',
        number: '4242424242424242',
        exp_month: 8,
        exp_year: 2028,
        cvc: '314',
        name: 'Maja Lindqvist',
      },
    });
  });

  it.each([
    ['08 / 28', 8, 2028],
    ['8/28', 8, 2028],
    ['08/2028', 8, 2028],
    ['0828', 8, 2028],
    ['08 28', 8, 2028],
    ['12-2030', 12, 2030],
    ['05/26', 5, 2026],
    ['2031-12', 12, 2031],
    ['2031/1', 1, 2031],
    ['1/31', 1, 2031],
    ['12/2031', 12, 2031],
    ['０８／２８', 8, 2028],
  ])('reads the expiry %s', (expiry, exp_month, exp_year) => {
    const { body } = parseCardForm({ ...card, expiry }, now, text);
    expect(body?.payment_method).toMatchObject({ exp_month, exp_year });
  });

  it('reads digits as an input method of East Asia writes them', () => {
    const wide = { ...card, number: '４２４２　４２４２　４２４２　４２４２', cvc: '３１４' };
    expect(parseCardForm(wide, now, text).body).toEqual(parseCardForm(card, now, text).body);
  });

  it.each([
    ['', 'Enter the expiry date.'],
    ['soon', 'Write month and year, like 08 / 28.'],
    ['13 / 28', 'The month is 01 to 12.'],
    ['00 / 28', 'The month is 01 to 12.'],
    ['04 / 26', 'This date has passed.'],
    ['08 / 24', 'This date has passed.'],
  ])('says about the expiry "%s": %s', (expiry, message) => {
    expect(messageFor('expiry', { expiry })).toBe(message);
  });

  it.each([
    ['', 'Enter the card number.'],
    ['4242 4242 4242 424', 'One of 16 digits is missing.'],
    ['4242 4242 4242 42', 'Two of 16 digits are missing.'],
    ['4242', '12 of 16 digits are missing.'],
    ['4242 4242 4242 4242 4', 'There is one digit too many: this card has 16.'],
    ['4242 4242 4242 4241', 'One digit is wrong. Compare it with the card.'],
    ['4242 4242 4242 424x', 'Use digits only.'],
    ['5105 1051 0510 5100', 'Only test cards work here. Choose one from the list at the top of the page.'],
    ['5105 1051 0510 51', 'Only test cards work here. Choose one from the list at the top of the page.'],
  ])('says about the number "%s": %s', (number, message) => {
    expect(messageFor('number', { number })).toBe(message);
  });

  it('checks code and name', () => {
    expect(messageFor('cvc', { cvc: '' })).toBe('Enter the security code.');
    expect(messageFor('cvc', { cvc: '12' })).toBe('Enter the 3 digits on the back of the card.');
    expect(messageFor('cvc', { number: '378282246310005', cvc: '123' })).toBe(
      'Enter the 4 digits on the front of the card.',
    );
    expect(messageFor('name', { name: ' ' })).toBe('Enter the name on the card.');
  });

  it('shows typed values again, but never a number that could be a real card, nor its code', () => {
    expect(parseCardForm({ ...card, number: '4242 4242' }, now, text).values).toMatchObject({
      number: '4242 4242',
      cvc: '314',
    });
    for (const number of ['5105105105105100', '510510510510510', '378282246310005']) {
      const { values, errors, body } = parseCardForm({ ...card, number }, now, text);
      expect(values).toEqual({ expiry: '08 / 28', name: 'Maja Lindqvist' });
      expect(JSON.stringify(errors)).not.toContain(number.slice(0, 6));
      expect(body).toBeUndefined();
    }
  });

  it('turns a refusal of the API into errors of its fields', () => {
    const errors = [
      { field: 'payment_method.number', code: 'test_card_required' },
      { field: 'payment_method.exp_month', code: 'invalid_value' },
      { field: 'elsewhere', code: 'invalid_value' },
    ];
    expect(cardErrorsOf(errors, text).map(({ field }) => field)).toEqual(['number', 'expiry']);
  });
});

describe('the test cards on the page', () => {
  it.each(testCards.map(({ number }) => [number]))('%s is taken by form and sandbox', (number) => {
    const { body } = parseCardForm({ ...card, number }, now, text);
    expect(readTestCard({ ...body!.payment_method!, name: 'M' } as never, now).last4).toBe(number.slice(-4));
  });
});

describe('card brands', () => {
  it.each([
    ['4', 'Visa', '4'],
    ['4242424242424242', 'Visa', '4242 4242 4242 4242'],
    ['2720992222222222', 'Mastercard', '2720 9922 2222 2222'],
    ['2721', '', '2721'],
    ['378282246310005', 'American Express', '3782 822463 10005'],
    ['30569309025904', 'Diners Club', '3056 930902 5904'],
    ['6011111111111117', 'Discover', '6011 1111 1111 1117'],
    ['3530111333300000', 'JCB', '3530 1113 3330 0000'],
    ['6200000000000005', 'UnionPay', '6200 0000 0000 0005'],
    ['', '', ''],
  ])('%s is "%s", written %s', (digits, name, grouped) => {
    expect(cardBrand(digits).name).toBe(name);
    expect(groupDigits(digits)).toBe(grouped);
  });

  it('groups every digit, also those beyond the card’s length', () => {
    expect(groupDigits('42424242424242424242').replaceAll(' ', '')).toBe('42424242424242424242');
  });

  it('find every single wrong digit', () => {
    const good = '4242424242424242';
    for (let index = 0; index < good.length; index++) {
      const wrong = good.slice(0, index) + ((Number(good[index]) + 1) % 10) + good.slice(index + 1);
      expect(passesChecksum(wrong)).toBe(false);
    }
    expect(passesChecksum(good)).toBe(true);
  });
});
