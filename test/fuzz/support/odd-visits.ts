import fc from 'fast-check';
import { oddText } from './odd-values.ts';

/** One way in which somebody may ask for a page or file; what a field leaves out is as a browser does it. */
export type OddVisit = {
  /** Index among the addresses. */
  readonly page: number;
  /** Stands for an id, a token or the name of a file. */
  readonly part?: string | undefined;
  readonly query?: string | undefined;
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** The body of a form, written as it is sent. */
  readonly form?: string | undefined;
};

const oddHeaders = fc.constantFrom<Record<string, string>>(
  { range: 'bytes=0-10' },
  { range: 'bytes=-5' },
  { range: 'bytes=99999999-' },
  { range: 'bytes=9-2' },
  { range: 'bytes=0-1,3-4,6-7' },
  { range: 'lines=1-2' },
  { 'if-range': '"nothing"', range: 'bytes=0-3' },
  { 'if-none-match': '*' },
  { 'if-none-match': '"'.repeat(50) },
  { 'if-modified-since': 'yesterday' },
  { 'accept-encoding': 'br;q=x, *;q=9' },
  { 'accept-language': 'x'.repeat(3_000) },
  { 'accept-language': 'de-AT;q=0.9, *;q=0, ,;' },
  { accept: 'application/json' },
  { accept: '*/*;q=0' },
  { cookie: 'a=b; '.repeat(100) },
  { referer: 'about:blank' },
  { origin: 'null' },
  { 'content-type': 'application/json' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-type': ';;;' },
  { purpose: 'prefetch' },
  { 'x-forwarded-for': '999.1.1.1, x' },
  { 'x-forwarded-host': 'shop.example' },
  { authorization: 'Token x' },
);

const oddForm = fc.oneof(
  fc.constantFrom(
    '',
    '&',
    '=',
    'a',
    '%',
    '%zz=1',
    'nonce',
    'nonce=&nonce=',
    '__proto__=1',
    'billing_email[]=a',
    '{}',
  ),
  oddText.map((text) => new URLSearchParams({ billing_email: text, number: text, nonce: text }).toString()),
  fc.integer({ min: 101, max: 5_000 }).map((count) => 'a=1&'.repeat(count)),
);

export function oddVisit(pages: number): fc.Arbitrary<OddVisit> {
  return fc.record({
    page: fc.nat({ max: pages - 1 }),
    part: fc.option(
      oddText.map((text) => text.slice(0, 1_000)),
      { nil: undefined, freq: 2 },
    ),
    query: fc.option(
      fc.constantFrom(
        '',
        '&',
        'locale=xx',
        'locale=en&locale=de',
        'notice=renewed',
        'currency=GBP',
        'a[b]=1',
        '%',
        '__proto__=1',
      ),
      { nil: undefined, freq: 2 },
    ),
    method: fc.option(
      fc.constantFrom('HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'QUERY', 'BREW'),
      {
        nil: undefined,
        freq: 3,
      },
    ),
    headers: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 2, arbitrary: oddHeaders }),
    form: fc.option(oddForm, { nil: undefined, freq: 2 }),
  });
}
