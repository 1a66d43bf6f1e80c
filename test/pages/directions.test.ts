import { describe, expect, it } from 'vitest';
import {
  renderAnnouncementPage,
  renderChallengePage,
  renderCheckoutPage,
  renderLinkPage,
  renderProcessingPage,
  renderReceiptPage,
} from '#pages/render.tsx';
import {
  challenge,
  checkoutView,
  linkView,
  potteryLink,
  processing,
  receipt,
  sampleContext,
  workshopLink,
} from './samples.ts';
import { announcementViews } from './states.ts';

const marker = 'שלום';
const turning = `\u202e${marker}\u2069 (1) \u2067`;
const people = new Set([
  ...['name', 'description', 'support_email', 'platformName'],
  ...['first_name', 'last_name', 'email', 'company', 'tax_id', 'phone', 'payer_email'],
  ...['line1', 'line2', 'city', 'state', 'postal_code'],
]);

/** The view as it would be if everything that a person may write turned the direction of writing. */
function turned<View>(view: View): View {
  if (Array.isArray(view)) return view.map(turned) as View;
  if (view === null || typeof view !== 'object') return view;
  const fields = Object.entries(view).map(([name, value]) =>
    people.has(name) && (typeof value === 'string' || value === null)
      ? [name, turning]
      : [name, name === 'now' ? value : turned(value)],
  );
  return Object.fromEntries(fields) as View;
}

const context = { ...sampleContext(), platformName: turning };
const receiptView = turned(receipt);
const pages: [string, string][] = [
  ['link', renderLinkPage(turned(linkView()), context)],
  ['link of one line', renderLinkPage(turned(linkView({ link: oneLine(workshopLink) })), context)],
  ['link that is converted', renderLinkPage(turned(linkView({ link: potteryLink })), context)],
  ['checkout', renderCheckoutPage(turned(checkoutView()), context)],
  ['challenge', renderChallengePage(turned(challenge), context)],
  ['processing', renderProcessingPage(turned(processing), context)],
  ['receipt', renderReceiptPage(receiptView, context)],
  ['receipt of a refund', renderReceiptPage({ ...receiptView, status: 'refunded' }, context)],
  ...announcementViews().map((view): [string, string] => [
    view.kind,
    renderAnnouncementPage(turned(view), context),
  ]),
];

function oneLine(link: typeof workshopLink): typeof workshopLink {
  return { ...link, products: link.products.slice(0, 1) };
}

/** The texts of a page, each with whether an element around it keeps its direction to itself. */
function textsOf(html: string): { text: string; isApart: boolean }[] {
  const open: { name: string; isApart: boolean }[] = [];
  const texts: { text: string; isApart: boolean }[] = [];
  const isApart = () => open.at(-1)?.isApart ?? false;
  for (const [, close, name = '', attributes = '', text = ''] of html.matchAll(
    /<(\/?)([\w-]+)([^>]*)>([^<]*)/g,
  )) {
    if (close) {
      while (open.pop()?.name !== name && open.length > 0);
    } else if (!/\/$/.test(attributes) && !/^(?:meta|link|input|img|br|hr)$/.test(name)) {
      open.push({ name, isApart: isApart() || name === 'bdi' || attributes.includes(' dir="auto"') });
    }
    texts.push({ text, isApart: isApart() });
  }
  return texts.filter((each) => each.text !== '');
}

/** The text without what stands in isolates of its own. */
function besides(text: string): string {
  let rest = text;
  while (/\u2068[^\u2066-\u2069]*\u2069/.test(rest))
    rest = rest.replace(/\u2068[^\u2066-\u2069]*\u2069/g, '');
  return rest;
}

describe.each(pages)('on the page %s what people wrote', (_name, html) => {
  it('stands where its direction ends with it', () => {
    const texts = textsOf(html);
    expect(texts.some(({ text }) => text.includes(marker))).toBe(true);
    const loose = texts.filter(({ text, isApart }) => !isApart && besides(text).includes(marker));
    expect(loose.map(({ text }) => text)).toEqual([]);
  });

  it('turns nothing by marks that are never taken back', () => {
    const shown = textsOf(html).map(({ text }) => besides(text));
    expect(shown.filter((text) => /[\u202a-\u202e\u2066-\u2069]/.test(text))).toEqual([]);
  });

  it('turns nothing in what a chat or a tab shows of the page', () => {
    const told = [...html.matchAll(/<meta [^>]*content="([^"]*)"/g)].map(([, content = '']) =>
      besides(content),
    );
    expect(told.filter((text) => /[\u202a-\u202e\u2066-\u2069]/.test(text))).toEqual([]);
  });
});

describe('fields for what people write', () => {
  const form = pages.find(([name]) => name === 'link')?.[1] + renderCheckoutPage(checkoutView(), context);
  const directionOf = (name: string) => {
    const [input] = new RegExp(`<input[^>]* name="${name}"[^>]*>`).exec(form) ?? [''];
    expect(input, name).not.toBe('');
    return / dir="([^"]*)"/.exec(input)?.[1];
  };

  it.each([
    ...['first_name', 'last_name', 'company', 'line1', 'line2', 'city', 'state'].map(
      (name) => `billing_${name}`,
    ),
    'name',
  ])('%s runs as its words do', (name) => {
    expect(directionOf(name)).toBe('auto');
  });

  it.each(['billing_email', 'billing_phone', 'billing_postal_code', 'billing_tax_id', 'number'])(
    '%s runs from left to right whatever is typed',
    (name) => {
      expect(directionOf(name)).toBeUndefined();
    },
  );
});
