import { describe, expect, it } from 'vitest';
import { renderLeavePage, renderLinkPage, renderReceiptPage } from '#pages/render.tsx';
import type { LinkPageView, SellerView } from '#pages/views.ts';
import {
  emptyBilling,
  linkView,
  potteryLink,
  receipt,
  sampleContext,
  untaxedOrder,
  workshop,
  workshopLink,
} from './samples.ts';

function render(changes: Partial<LinkPageView> = {}, localeChosen = false): string {
  return renderLinkPage(linkView(changes), sampleContext({ localeChosen }));
}

/** What a reader sees, with one space between elements. */
function words(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}

describe('the link page', () => {
  it.each(['Email', 'First name', 'Last name', 'Country', 'Postal code'])('has the field "%s"', (label) => {
    expect(render()).toMatch(new RegExp(`<label for="[a-z_]+">${label}</label>`));
  });

  it('carries the amount on its button', () => {
    expect(words(render())).toContain('Continue to pay €349.00');
  });

  it('shows sums that add up: net, tax by rate, total', () => {
    const page = words(render());
    expect(page).toContain('Net €296.30 incl. 19% tax €50.61 incl. 7% tax €2.09 Total €349.00 EUR');
    expect(29630 + 5061 + 209).toBe(34900);
  });

  it('shows net prices per line where tax is added, so that they add up to the net sum', () => {
    const page = words(render({ link: potteryLink }));
    expect(page).toContain('6 × $38.45, 23% tax $230.70');
    expect(page).toContain('Net $425.23 plus 23% tax $91.56 plus 0% tax $0.00 Total $516.79 USD');
    expect(page).toContain('Total, tax added');
  });

  it('says once that there is no tax, and explains none', () => {
    const page = words(render({ link: { ...workshopLink, ...untaxedOrder } }));
    expect(page).toContain('Total, no tax $59.98 USD');
    expect(page).not.toContain('How tax was calculated');
  });

  it('shows the calculation of every line', () => {
    const page = words(render());
    expect(page).toContain('€77.00 × 19% ÷ 119% = €12.29');
    expect(page).toContain('€32.00 × 7% ÷ 107% = €2.09');
    expect(words(render({ link: potteryLink }))).toContain('$230.70 × 23% = $53.06');
  });

  it('tells rate, source and date of a conversion', () => {
    const fact = 'Converted from EUR at 1 EUR = 1.1310 USD , European Central Bank, 21 May 2026.';
    expect(words(render({ link: potteryLink }))).toContain(fact);
  });

  it('says how many places are left and until when, in the seller’s zone', () => {
    const page = words(render());
    expect(page).toContain('7 left. Yours is kept for 30 minutes once you continue.');
    expect(page).toContain('On sale until 14 June 2026, 18:00 Berlin time (CEST).');
    const last = words(render({ link: { ...workshopLink, remaining_uses: 1 } }));
    expect(last).toContain('1 left. It is kept for you for 30 minutes once you continue.');
  });

  it('switches currency by plain links that keep campaign, reference and email', () => {
    const html = render();
    expect(html).toMatch(/<a href="[^"]*currency=EUR[^"]*" aria-current="true"/);
    const [, href = ''] = /<a href="([^"]*currency=USD)"/.exec(html) ?? [];
    expect(new URLSearchParams(href.replaceAll('&amp;', '&').split('?')[1])).toEqual(
      new URLSearchParams({
        utm_source: 'letter',
        client_reference_id: 'order-17',
        prefilled_email: 'maja.lindqvist@example.com',
        currency: 'USD',
      }),
    );
  });

  it('has no currency switch where one is offered', () => {
    expect(render({ link: { ...workshopLink, currencies: ['EUR'] } })).not.toContain('class="segment"');
  });

  it('keeps a chosen language in its form', () => {
    expect(render({}, true)).toContain(`action="/pay/${workshopLink.id}?locale=en"`);
    expect(render()).toContain(`action="/pay/${workshopLink.id}"`);
  });

  it('posts nonce, currency and hidden parameters', () => {
    const html = render();
    const form = /<form[^>]* id="([^"]+)"/.exec(html)?.[1];
    expect(html).toContain(
      `<input type="hidden" name="nonce" value="nonce-of-the-link-page" form="${form}"/>`,
    );
    expect(html).toContain('<input type="hidden" name="currency" value="EUR"/>');
    expect(html).toContain('<input type="hidden" name="utm_source" value="letter"/>');
  });

  it('leads from the summary to each wrong field and says the same beside it', () => {
    const errors = [{ field: 'billing_email', message: 'Enter your email address.' }];
    const html = render({ form: { ...emptyBilling, errors } });
    expect(words(html)).toContain('Check one field. Nothing was charged. Email: Enter your email address.');
    expect(html).toContain('<a href="#billing_email">');
    expect(html).toMatch(/id="billing_email"[^>]* aria-describedby="billing_email-error billing_email-hint"/);
    expect(html).toMatch(/id="billing_email"[^>]* aria-invalid="true"/);
    expect(html).toMatch(/<title>Check the form: /);
  });

  it('opens a fold whose field is wrong or filled', () => {
    expect(render()).not.toContain('<details class="fold" open>');
    const errors = [{ field: 'billing_tax_id', message: 'Use at most 50 characters.' }];
    expect(render({ form: { ...emptyBilling, errors } })).toContain('<details class="fold" open>');
    expect(render({ form: { ...emptyBilling, values: { billing_city: 'Hamburg' } } })).toContain(
      '<details class="fold" open>',
    );
  });

  it('previews itself in chats with name, price and picture', () => {
    const products = workshopLink.products.map((line) => ({ ...line, image_url: '/media/abc' }));
    const html = render({ link: { ...workshopLink, products } });
    expect(html).toContain(
      '<meta property="og:title" content="Darkroom weekend: silver gelatin printing for beginners and 2 more"/>',
    );
    expect(html).toContain(
      '<meta property="og:description" content="€349.00, sold by Nordlicht Fotowerkstatt"/>',
    );
    expect(html).toContain('<meta property="og:image" content="https://pay.example/media/abc"/>');
    expect(html).toContain('<meta property="product:price:amount" content="349.00"/>');
  });
});

describe('text that merchants and buyers wrote', () => {
  const attack = `"><script>alert(1)</script><img src=x onerror=alert(1)>'{amount}<b>`;
  const seller: SellerView = {
    ...workshop,
    name: attack,
    website: 'javascript:alert(1)',
    branding: {
      logo_url: 'javascript:alert(1)',
      accent_color: '#000}</style><script>alert(1)</script>',
      support_email: 'a@b.de?bcc=x@y.de"><script>',
      terms_url: 'data:text/html,<script>alert(1)</script>',
    },
  };
  const products = workshopLink.products.map((line) => ({
    ...line,
    name: attack,
    description: attack,
    image_url: '//evil.example/x.png',
  }));
  const values = { billing_email: attack, billing_city: attack, billing_country: attack };
  const form = {
    values,
    errors: [{ field: attack, message: attack }],
    hidden: { utm_source: attack },
    nonce: attack,
  };
  const linkHtml = render({ link: { ...workshopLink, organization: seller, products }, form });
  const billing = { ...receipt.billing!, first_name: attack, company: attack, tax_id: attack };
  const receiptHtml = renderReceiptPage(
    { ...receipt, organization: seller, products, billing, number: attack, pdf_url: 'javascript:alert(1)' },
    sampleContext(),
  );

  it.each([
    ['link page', linkHtml],
    ['receipt', receiptHtml],
  ])('becomes no markup on the %s', (_page, html) => {
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toMatch(/<img[^>]*onerror/);
    expect(html.match(/<\/style>/g)).toHaveLength(1);
  });

  it.each([
    ['link page', linkHtml],
    ['receipt', receiptHtml],
  ])('becomes no address on the %s', (_page, html) => {
    expect(html).not.toMatch(/(?:href|src|action)="(?!\/(?!\/)|#|mailto:)/);
    expect(html).not.toMatch(/mailto:[^"]*[?&]/);
  });

  it('is not read as a message: its braces and tags stay as they are', () => {
    expect(linkHtml).toContain('{amount}&lt;b>');
  });
});

describe('the page that leaves', () => {
  it.each(['javascript:alert(1)', '//evil.example', '/relative', 'https://user@evil.example', ''])(
    'refuses to leave for %s',
    (url) => {
      const leave = () =>
        renderLeavePage({ organization: workshop, mode: 'live', url, reason: 'paid' }, sampleContext());
      expect(leave).toThrow('A page can only leave for an http or https address.');
    },
  );

  it('goes by link and by itself', () => {
    const url = 'https://shop.example/thanks?a=1&status=paid';
    const html = renderLeavePage(
      { organization: workshop, mode: 'live', url, reason: 'paid' },
      sampleContext(),
    );
    expect(html).toContain(
      '<meta http-equiv="refresh" content="0;url=https://shop.example/thanks?a=1&amp;status=paid"/>',
    );
    expect(html).toContain('href="https://shop.example/thanks?a=1&amp;status=paid"');
  });
});
