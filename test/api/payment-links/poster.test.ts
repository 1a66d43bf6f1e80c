import { getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decoders, type Picture } from '#paying/bank-transfers/testing/read-code.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { type Merchant, makeLink, makeProduct, must, signUp } from '#test/support/scenario.ts';
import { bareText, pagesOf } from '../receipts/support/receipts.ts';

let app: TestApp;
let merchant: Merchant;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
  merchant = await signUp(app, { organization_name: 'Nordlicht Fotowerkstatt' });
});
afterAll(() => app.stop());

const pathOf = ({ id }: { id: string }, query = '') => `/api/payment-links/${id}/poster.pdf${query}`;

async function posterOf(link: { id: string }, query = ''): Promise<Buffer> {
  const response = await fetch(app.url + pathOf(link, query), { headers: merchant.client.headers });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  return Buffer.from(await response.arrayBuffer());
}

const linkOf = async (...names: readonly string[]) => {
  const products = [];
  for (const name of names) {
    const { id } = await makeProduct(merchant, { name, prices: { USD: '29.99', EUR: '27.50' } });
    products.push({ product_id: id, quantity: 1 });
  }
  return makeLink(merchant, { name: 'Internal words', products });
};

/** The page as a camera sees it: every filled rectangle of it, in grey. */
function pictureOf(pdf: Buffer): Picture {
  const numbers = String.raw`(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re`;
  const boxes = [...bareText(pdf).matchAll(new RegExp(numbers, 'g'))].map((found) =>
    found.slice(1).map(Number),
  ) as [number, number, number, number][];
  const module = Math.min(...boxes.map(([, , , height]) => height));
  const left = Math.min(...boxes.map(([x]) => x));
  const top = Math.min(...boxes.map(([, y]) => y));
  const right = Math.max(...boxes.map(([x, , width]) => x + width));
  const [scale, quiet] = [6, 24];
  const at = (points: number) => Math.round((points / module) * scale) + quiet;
  const width = at(right - left) + quiet;
  const grey = new Uint8Array(width * width).fill(255);
  for (const [x, y, wide, high] of boxes)
    for (let row = at(y - top); row < at(y - top + high); row++)
      grey.fill(0, row * width + at(x - left), row * width + at(x - left + wide));
  return { grey, width };
}

async function expectCode(pdf: Buffer, url: string): Promise<void> {
  const picture = pictureOf(pdf);
  for (const [name, decode] of Object.entries(decoders))
    expect([name, await decode(picture)]).toEqual([name, url]);
}

it.each([
  ['', 595, 842],
  ['?paper=a4', 595, 842],
  ['?paper=a6', 298, 420],
])(
  '200%s: one page that says who sells what for how much, with a code that opens the link',
  async (query, width, height) => {
    const link = await linkOf('Darkroom weekend');
    const pdf = await posterOf(link, query);
    const document = await getDocumentProxy(new Uint8Array(pdf));
    expect(document.numPages).toBe(1);
    const { view } = await document.getPage(1);
    expect(view.map(Math.round)).toEqual([0, 0, width, height]);
    const [page = ''] = await pagesOf(pdf);
    for (const words of [
      'Nordlicht Fotowerkstatt',
      'Darkroom weekend',
      '$29.99',
      'no tax',
      link.url.slice(7),
    ])
      expect(page.replaceAll(' ', '')).toContain(words.replaceAll(' ', ''));
    expect(page).toContain('Test mode. Scan to try; no money moves.');
    expect(page).not.toContain('Internal words');
    await expectCode(pdf, link.url);
    expect(bareText(pdf)).toContain('/Alt (QR code with the address of this offer)');
  },
);

it('200: keeps names of any length and number on the page, and the code as large', async () => {
  const long = 'Ein Wochenende im Labor mit Übernachtung, Papier, Chemie und allem, was man braucht '
    .repeat(2)
    .slice(0, 120)
    .trim();
  const link = await linkOf(long, 'Another', 'A third');
  for (const paper of ['a4', 'a6']) {
    const pdf = await posterOf(link, `?paper=${paper}`);
    expect((await getDocumentProxy(new Uint8Array(pdf))).numPages).toBe(1);
    const [page = ''] = await pagesOf(pdf);
    expect(page.replaceAll(' ', '')).toContain(`${long} and 2 more`.replaceAll(' ', ''));
    await expectCode(pdf, link.url);
  }
});

it('400: refuses a paper that is none', async () => {
  const link = await linkOf('Print');
  const reply = await merchant.client.get(pathOf(link, '?paper=a0'));
  expect([reply.status, reply.body.errors[0].field]).toEqual([400, 'paper']);
});

it('404: another organization has no such link', async () => {
  const link = await linkOf('Print');
  const { client } = await signUp(app);
  expect((await client.get(pathOf(link))).status).toBe(404);
  must(200, await merchant.client.get(`/api/payment-links/${link.id}/`));
});
