import { describe, expect, it } from 'vitest';
import {
  renderChallengePage,
  renderCheckoutPage,
  renderProcessingPage,
  renderReceiptPage,
} from '#pages/render.tsx';
import type { CheckoutPageView } from '#pages/views.ts';
import {
  challenge,
  checkoutView,
  emptyCard,
  processing,
  receipt,
  sampleContext,
  workshopCheckout,
} from './samples.ts';

const context = sampleContext();

function render(changes: Partial<CheckoutPageView> = {}): string {
  return renderCheckoutPage(checkoutView(changes), context);
}

function words(html: string): string {
  return html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}

describe('the checkout page', () => {
  it.each([
    ['Card number', 'number', 'cc-number'],
    ['Expiry', 'expiry', 'cc-exp'],
    ['Security code', 'cvc', 'cc-csc'],
    ['Name on card', 'name', 'cc-name'],
  ])('has the field "%s" named %s with autocomplete %s', (label, name, autocomplete) => {
    const html = render();
    expect(html).toContain(`<label for="${name}">${label}</label>`);
    expect(html).toMatch(
      new RegExp(`<input[^>]* id="${name}" name="${name}"[^>]* autocomplete="${autocomplete}"`),
    );
  });

  it('never uses number fields', () => {
    expect(render()).not.toContain('type="number"');
    expect(render().match(/inputmode="numeric"/gi)).toHaveLength(3);
  });

  it('has a pay button with the exact amount as its name', () => {
    const dollars = { ...workshopCheckout, currency: 'USD' as const, total: '59.98' };
    expect(render()).toMatch(
      /<button type="submit" class="button primary"[^>]*><svg.*?<\/svg>Pay €349\.00<\/button>/,
    );
    expect(render({ checkout: dollars })).toMatch(/<\/svg>Pay \$59\.98<\/button>/);
  });

  it('posts pay, cancel and renew to their own addresses', () => {
    const html = render();
    expect(html).toContain('action="/checkout/k1.sampletoken/pay"');
    expect(html).toMatch(/<form id="cancel" method="post" action="\/checkout\/k1.sampletoken\/cancel"/);
    expect(html).toMatch(/<form id="renew" method="post" action="\/checkout\/k1.sampletoken\/renew"/);
    expect(html).toMatch(/<button type="submit" class="link" form="cancel"[^>]*>Cancel<\/button>/);
    expect(html).toMatch(/<button type="submit" class="link" form="renew"[^>]*>Extend<\/button>/);
    expect(html).toContain('name="nonce" value="nonce-of-the-checkout"');
  });

  it('offers no extension where there is none', () => {
    expect(render({ checkout: { ...workshopCheckout, renewable: false } })).not.toContain('form="renew"');
  });

  it('tells its script when there will be one', () => {
    expect(render()).not.toContain('data-extend-in');
    const checkout = { ...workshopCheckout, renewable: false, renewable_in_seconds: 57 };
    expect(render({ checkout })).toContain('<p class="deadline" data-extend-in="57">');
  });

  it('tells until when the place is kept', () => {
    expect(words(render())).toContain('Place kept until 14:52 CEST , 24 min left');
    const placeless = { ...workshopCheckout, has_place: false };
    expect(words(render({ checkout: placeless }))).toContain('Open until 14:52 CEST');
  });

  it('shows who is billed, and where to change it', () => {
    expect(words(render())).toContain('Maja Lindqvist , 20359 Germany maja.lindqvist@example.com Change');
    expect(render({ checkout: { ...workshopCheckout, billing: null } })).not.toContain('class="billed"');
  });

  it('tells the brand of a kept number in words', () => {
    const values = { number: '5555555555554444' };
    expect(render({ form: { ...emptyCard, values } })).toMatch(/<output[^>]*>Mastercard<\/output>/);
    expect(render({ form: { ...emptyCard, values } })).toContain('value="5555 5555 5555 4444"');
  });

  it('has no card field in live, only the way to the provider', () => {
    const live = { ...workshopCheckout, mode: 'live' as const };
    const html = render({ checkout: live, provider_name: 'Stripe' });
    expect(html).not.toMatch(/id="(number|expiry|cvc|name)"/);
    expect(html).not.toContain('class="band"');
    expect(words(html)).toContain('Continue to payment');
    expect(words(html)).toContain('You pay €349.00 on the page of Stripe.');
  });

  it('has the test cards at hand in the sandbox', () => {
    const html = render();
    expect(words(html)).toContain('Test mode. No card is charged and no money moves.');
    expect(words(html)).toContain('4000 0000 0000 3220 asks 3-D Secure');
  });
});

describe('the 3-D Secure test page', () => {
  it.each([
    ['Approve', 'approve'],
    ['Refuse', 'refuse'],
    ['Abandon', 'abandon'],
  ])('has the button %s that posts %s', (label, value) => {
    const button = new RegExp(`<button[^>]* name="outcome" value="${value}"[^>]*>${label}</button>`);
    expect(renderChallengePage(challenge, context)).toMatch(button);
  });

  it('names payee, amount and card', () => {
    const page = words(renderChallengePage(challenge, context));
    expect(page).toContain('Pay to Nordlicht Fotowerkstatt Amount €349.00 EUR Card Visa •••• 3220');
  });
});

describe('the processing page', () => {
  it('says not to pay again, and asks again without script', () => {
    const html = renderProcessingPage(processing, context);
    expect(words(html)).toContain('Do not pay again.');
    expect(html).toContain(
      '<noscript><meta http-equiv="refresh" content="5;url=/checkout/k1.sampletoken"/></noscript>',
    );
    expect(html).toContain('data-poll-path="/checkout/k1.sampletoken"');
  });

  it('leads on to the bank where the buyer has to act, and lets go', () => {
    const html = renderProcessingPage(
      { ...processing, next_action_url: 'https://bank.example/3ds' },
      context,
    );
    expect(html).toContain('<a class="button primary" href="https://bank.example/3ds">');
    expect(html).toContain('action="/checkout/k1.sampletoken/cancel"');
    expect(renderProcessingPage({ ...processing, next_action_url: 'javascript:1' }, context)).not.toContain(
      'javascript:',
    );
  });
});

describe('the receipt', () => {
  it('has number, time with zone, masked card, lines and sums', () => {
    const page = words(renderReceiptPage(receipt, context));
    expect(page).toContain('R-2026-00412');
    expect(page).toContain('22 May 2026, 14:31 CEST');
    expect(page).toContain('Visa •••• 4242');
    expect(page).toContain('Net €296.30 incl. 19% tax €50.61 incl. 7% tax €2.09 Paid €349.00 EUR');
    expect(page).toContain('Thank you, Maja. It is paid.');
  });

  it('tells a refund with what is left', () => {
    const partly = { ...receipt, status: 'partially_refunded' as const, refunded_amount: '77.00' };
    const page = words(renderReceiptPage(partly, context));
    expect(page).toContain('Part of this payment was refunded €77.00 EUR of €349.00 paid');
    expect(page).toContain('Refunded -€77.00 Paid after refunds €272.00');
    expect(words(renderReceiptPage(receipt, context))).not.toContain('Paid after refunds');
  });

  it('shows no address once it is hidden', () => {
    expect(words(renderReceiptPage({ ...receipt, billing: null }, context))).not.toContain('Billed to');
  });
});
