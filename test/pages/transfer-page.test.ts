import { describe, expect, it } from 'vitest';
import { renderCheckoutPage, renderTransferPage } from '#pages/render.tsx';
import {
  bankWay,
  checkoutView,
  hostedWay,
  sampleContext,
  testCardWay,
  transfers,
  transferView,
  workshop,
  workshopCheckout,
} from './samples.ts';

const render = (...view: Parameters<typeof transferView>) =>
  renderTransferPage(transferView(...view), sampleContext());

describe('the page of a bank transfer', () => {
  it('copies what banks take: no currency, no groups', () => {
    const copied = [...render().matchAll(/data-copy="([^"]+)"/g)].map(([, value]) => value);
    expect(copied).toEqual([
      '349.00',
      'Nordlicht Fotowerkstatt GmbH',
      'DE89370400440532013000',
      'RF88100000000422',
    ]);
  });

  it('says why the account holder is not the brand, and only then', () => {
    expect(render()).toContain('The account runs under this name, not under Nordlicht Fotowerkstatt');
    const same = render({ account_name: workshop.name });
    expect(same).not.toContain('not under');
    expect(same).toContain('write it exactly like this');
  });

  it('names the time in the zone of the seller, and whether a place is kept', () => {
    expect(render()).toContain(
      'Your place is kept until <b>Wednesday, 27 May 2026, 14:28</b> Berlin time (CEST).',
    );
    expect(render({ has_place: false })).toContain('It can be paid until <b>Wednesday');
    const away = render({ has_place: false }, { place: 'none' });
    expect(away).toContain('No place is kept meanwhile');
    const unlimited = render({ has_place: false }, { place: 'unlimited' });
    for (const html of [render(), unlimited]) expect(html).not.toContain('No place is kept');
  });

  it('asks nobody to send what has come or is on its way', () => {
    for (const status of ['on_its_way', 'arrived', 'taken_back'] as const) {
      const html = render(transfers[status]);
      expect(html).not.toContain('data-copy');
      expect(html).not.toContain('class="qr"');
      expect(html).not.toContain('I have sent it');
    }
  });

  it('after a part asks for the rest, without what is on its way', () => {
    const html = render({ ...transfers.part, on_its_way_amount: '31.00', to_send_amount: '100.00' });
    expect(html).toContain('€218.00 has arrived. €131.00 is missing.');
    expect(html).toContain('data-copy="100.00"');
    expect(html).not.toContain('Pay another way');
  });

  it('says what a bank took back, and claims neither that it is paid nor that nothing is missing', () => {
    const html = render(transfers.taken_back);
    expect(html).toContain('Your bank took €349.00 back.');
    expect(html).not.toMatch(/nothing is missing|has arrived|>\s*Paid/);
  });

  it('offers another way only where there is one, and else to cancel', () => {
    expect(render()).toContain('Pay another way');
    const only = render({}, { has_other_ways: false });
    expect(only).not.toContain('Pay another way');
    expect(only).toMatch(/action="\/checkout\/cht_token\/cancel"/);
  });

  it('in the sandbox no money is to be sent, and in live nothing is said of tests', () => {
    expect(render()).toContain('<b>Test mode.</b> Do not send money.');
    expect(render({ mode: 'live' }, { mode: 'live' })).not.toMatch(/test/i);
  });
});

describe('a checkout with several ways', () => {
  const page = (changes: Parameters<typeof checkoutView>[0]) =>
    renderCheckoutPage(checkoutView(changes), sampleContext());
  const ways = [bankWay, testCardWay, hostedWay];

  it('lists them in the order of the seller, the first chosen, with the card fields under the card alone', () => {
    const html = page({ ways });
    expect([...html.matchAll(/name="way" value="([^"]+)"/g)].map(([, id]) => id)).toEqual([
      'bank',
      'sandbox',
      'stripe',
    ]);
    expect(html).toMatch(/value="bank"[^>]* checked/);
    expect(html.indexOf('id="number"')).toBeGreaterThan(html.indexOf('value="sandbox"'));
    expect(html.indexOf('id="number"')).toBeLessThan(html.indexOf('value="stripe"'));
  });

  it('one way alone is no choice', () => {
    for (const way of ways) expect(page({ ways: [way] })).not.toContain('name="way"');
    expect(page({ ways: [bankWay] })).not.toContain('id="number"');
    expect(page({ ways: [bankWay] })).toContain('Nothing is charged now.');
  });

  it('says for how long a place is kept, or that it is not', () => {
    expect(page({ ways })).toContain('Your place is kept for 5 days.');
    const given = { ...bankWay, hold: { days: 1, keeps_place: false } };
    expect(page({ ways: [given, testCardWay] })).toContain('You have 1 day for it.');
    expect(page({ ways: [given, testCardWay] })).toContain('Your place is not kept meanwhile');
    const unlimited = { ...workshopCheckout, has_place: false };
    expect(page({ ways, checkout: unlimited })).not.toContain('place is kept for');
  });

  it('tells when a way is gone, without a charge', () => {
    expect(page({ ways, notice: { kind: 'way_gone' } })).toContain('Nothing was charged; choose another.');
  });
});
