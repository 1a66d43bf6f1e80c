import type { Page } from 'playwright-core';
import type { SeededServer } from '../seeded/seeded-server.ts';

/** Something that a person does: where they stand, what they did before, and the press that is measured. */
export type Step = {
  readonly title: string;
  readonly from: string;
  readonly prepare?: (page: Page, round: number) => Promise<unknown>;
  readonly press: (page: Page, round: number) => Promise<unknown>;
};

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const place = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).first();

/** The same for every round, with other values each time, so that nothing is answered from what was asked before. */
export async function stepsOf({ query, size }: SeededServer): Promise<Step[]> {
  const payers = await query<{ payer: string }>(
    'select payer_email as payer from transactions order by id desc offset $1 limit 50',
    [Math.floor(size.payments / 2)],
  );
  const names = await query<{ name: string }>(
    'select name from payment_links order by id desc offset $1 limit 50',
    [Math.floor(size.links / 2)],
  );
  const payerAt = (round: number) => payers[round % payers.length]?.payer ?? '';
  const filter =
    (fields: (round: number) => Readonly<Record<string, string>>) => async (page: Page, round: number) => {
      await button(page, 'More filters').click();
      const panel = page.getByRole('dialog', { name: 'More filters' });
      for (const [label, value] of Object.entries(fields(round))) {
        const field = panel.getByLabel(label);
        if (label === 'Way to pay') await field.selectOption(value);
        else await field.fill(value);
      }
    };
  const show = (page: Page) => button(page, 'Show payments').click();
  const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
  const payments = '/payments';
  const links = '/payment-links';
  return [
    { title: 'Home', from: '/products', press: (page) => place(page, 'Home').click() },
    { title: 'Links, open', from: '/products', press: (page) => place(page, 'Payment links').click() },
    {
      title: 'Links, search by name',
      from: links,
      press: (page, round) => page.getByLabel('Find links').fill(names[round % names.length]?.name ?? ''),
    },
    {
      title: 'Links, sort by name',
      from: links,
      press: (page) => button(page, 'Name').click(),
    },
    {
      title: 'Links, sort by uses',
      from: links,
      press: (page) => button(page, 'Uses').click(),
    },
    {
      title: 'Links, sort by revenue',
      from: links,
      press: (page) => button(page, 'Revenue, conversion').click(),
    },
    { title: 'Links, next page', from: links, press: (page) => button(page, 'Older').click() },
    {
      title: 'Links, next page by revenue',
      from: `${links}?sort=-revenue`,
      press: (page) => button(page, 'Next').click(),
    },
    {
      title: 'Link, open',
      from: links,
      press: (page, round) =>
        page
          .locator('a.name')
          .nth(round % 20)
          .click(),
    },
    { title: 'Payments, open', from: '/products', press: (page) => place(page, 'Payments').click() },
    {
      title: 'Payments, search by email',
      from: payments,
      press: (page, round) => page.getByLabel('Find payments').fill(payerAt(round)),
    },
    {
      title: 'Payments, by amount',
      from: payments,
      prepare: filter((round) => ({ 'Amount from': `${20 + round}`, 'Amount to': `${60 + round}` })),
      press: show,
    },
    {
      title: 'Payments, by amount that few have',
      from: payments,
      prepare: filter((round) => ({ 'Amount from': `${400 + round}` })),
      press: show,
    },
    {
      title: 'Payments, by email',
      from: payments,
      prepare: filter((round) => ({ 'Buyer’s email': payerAt(round) })),
      press: show,
    },
    {
      title: 'Payments, by days',
      from: payments,
      prepare: filter((round) => ({ 'From day': day(60 + round), 'To day': day(40 + round) })),
      press: show,
    },
    {
      title: 'Payments, by way to pay',
      from: payments,
      prepare: filter(() => ({ 'Way to pay': 'sandbox' })),
      press: show,
    },
    {
      title: 'Payments, by all of these',
      from: payments,
      prepare: filter((round) => ({
        'Amount from': `${20 + round}`,
        'Buyer’s email': payerAt(round),
        'From day': day(360),
        'To day': day(1),
        'Way to pay': 'sandbox',
      })),
      press: show,
    },
    {
      title: 'Payments, refunded only',
      from: payments,
      press: (page) => page.getByLabel('Status').selectOption('refunded'),
    },
    { title: 'Payments, next page', from: payments, press: (page) => button(page, 'Older').click() },
    {
      title: 'Payment, open',
      from: payments,
      press: (page, round) =>
        page
          .locator('a[title^="TX"]')
          .nth(round % 20)
          .click(),
    },
  ];
}
