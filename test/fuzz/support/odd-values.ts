import fc from 'fast-check';

/** Texts that trip up parsers, databases, renderers and people. */
const oddTexts = [
  '',
  ' ',
  '\t\r\n',
  '\u0000',
  'a\u0000b',
  '\u001b[31m',
  '\ud83d',
  '\udc00x',
  '\ufeff',
  '\uffff',
  '\u200b',
  '\u202etxt.exe',
  'مرحبا بالعالم',
  '١٢٣٫٤٥',
  '１２．５０',
  'Zażółć gęślą jaźń',
  '🧑‍🧑‍🧒‍🧒 👩🏽‍🚀 🏴󠁧󠁢󠁳󠁣󠁴󠁿',
  `Z${'\u0335\u0301'.repeat(60)}`,
  'ﷺ'.repeat(20),
  "'; drop table products; --",
  "' or '1'='1",
  '"; select pg_sleep(10); --',
  '%_%',
  '\\',
  '$1',
  '{{7*7}}<%= 7*7 %>',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  'http://169.254.169.254/latest/',
  'https://user:pass@shop.example/',
  '../../../../etc/passwd',
  '..%2f..%2f',
  '%00',
  '%c0%af',
  'x\r\nSet-Cookie: a=b',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  '1e999',
  '1e2',
  '-1',
  '-0.00',
  '0x10',
  '00.01',
  '1,000.00',
  '9999999.99',
  '10000000.00',
  '99999999999999999999999999999999.99',
  '2026-02-30T00:00:00Z',
  '2026-01-01T00:00:00',
  '+275760-09-13T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:60Z',
  'USD',
  'usd',
  'GBP',
  'a'.repeat(121),
  'a'.repeat(5_000),
  '🦀'.repeat(600),
] as const;

const oddNumbers = [
  0,
  -0,
  -1,
  0.1,
  1.005,
  1e-7,
  1e21,
  1e308,
  -1e308,
  5e-324,
  2 ** 31,
  2 ** 53,
  2 ** 63,
  9_999_999.99,
  10_000_000,
  Number.MAX_SAFE_INTEGER + 2,
] as const;

export const oddText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...oddTexts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
);

const scalar = fc.oneof(
  oddText,
  fc.constantFrom(...oddNumbers),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);

/** Any JSON value, mostly a scalar. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 60 }) },
  { weight: 1, arbitrary: fc.dictionary(oddText, scalar, { maxKeys: 60 }) },
  { weight: 1, arbitrary: fc.nat({ max: 400 }).map(nested) },
);

function nested(depth: number): unknown {
  let value: unknown = {};
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

/** Texts that are no JSON, or that no JavaScript value becomes. */
export const oddJson = fc.oneof(
  fc.constantFrom(
    '{',
    '{"a":1,}',
    "{'a':1}",
    '{"a":NaN}',
    '{"a":1}{"a":2}',
    '{"name":"a","name":"b"}',
    '{"__proto__":{"polluted":true}}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '{"quantity":1e400}',
    `{"amount":${'9'.repeat(400)}}`,
    `{"amount":0.${'0'.repeat(400)}1}`,
    '{"a":"\\ud800"}',
    '{"a":"\\u0000"}',
    '\ufeff{}',
    '{"a":"\t"}',
    '[]',
    'null',
    '"text"',
    '[[[[[[[[]]]]]]]]',
    `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  ),
  fc.string({ unit: 'binary', maxLength: 200 }),
);
