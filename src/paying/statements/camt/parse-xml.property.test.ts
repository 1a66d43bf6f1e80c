import fc from 'fast-check';
import { expect, it } from 'vitest';
import { goOnFrom, parseXml, type XmlParser } from './parse-xml.ts';
import type { XmlEvents } from './xml-events.ts';

const gaps = ['', '', ' ', '\n', '\r\n', '\t'];
const marks = [
  '',
  '<?xml version="1.0" encoding="UTF-8"?>',
  "<?xml version='1.0'?>",
  '<?xml version="1.1"?>\n',
];
const texts = [
  '1.00',
  'Ann & Son',
  'a ] b',
  ']]',
  'Jürgen',
  '😀',
  'two\nlines',
  'two\r\nlines',
  'a\rb',
  '>',
  '"',
];
const snippets = [
  ...[
    '<a>',
    '</a>',
    '</b>',
    '<a/>',
    '<a Ccy="EUR">',
    '<a x="1" x="2">',
    "<a x='1'\n y='2'>",
    '<a x="<">',
    '<a x=1>',
    '<a x>',
  ],
  ...[
    '&amp;',
    '&#65;',
    '&#0;',
    '&x;',
    '&',
    '&amp',
    ']]>',
    ']',
    '<',
    '>',
    '/',
    '=',
    '"',
    "'",
    ' ',
    '\r',
    '\n',
    '\u0001',
    '\ufffe',
  ],
  ...[
    '<!-- c -->',
    '<!--',
    '<![CDATA[<x>]]>',
    '<?pi a?>',
    '<?xml version="1.0"?>',
    '<!DOCTYPE a [<!ENTITY x "y">]>',
    'é',
    '<é/>',
  ],
] as const;

const attributes = fc
  .subarray([' Ccy="EUR"', " n='1'", '\n m="a>b"', ' é="1"', ' t="a&amp;b"'])
  .map((all) => all.join(''));
const gap = fc.constantFrom(...gaps);
const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  content: fc.oneof(
    { withCrossShrink: true },
    fc.constantFrom(...texts).map((text) => text.replaceAll('&', '&amp;')),
    tie('element'),
    fc.array(fc.tuple(gap, tie('element')), { maxLength: 3 }).map((all) => all.flat().join('')),
  ),
  element: fc
    .tuple(fc.constantFrom('a', 'Ntry', 'x:Amt', '_n-1.b'), attributes, gap, tie('content'), gap)
    .map(([name, told, before, content, after]) =>
      content === ''
        ? `<${name}${told}/>`
        : `<${name}${told}>${before}${content}${after}</${name}${before.trim()}>`,
    ),
}));
const document = fc.tuple(fc.constantFrom(...marks), gap, element, gap).map((all) => all.join(''));
const damage = fc.record({ at: fc.nat(400), length: fc.nat(3), text: fc.constantFrom(...snippets) });
const damaged = fc
  .tuple(document, fc.array(damage, { maxLength: 2 }))
  .map(([text, all]) =>
    all.reduce((whole, { at, length, text: snippet }) => {
      const from = at % (whole.length + 1);
      return whole.slice(0, from) + snippet + whole.slice(from + length);
    }, text),
  )
  // Bytes that were read strictly make no halves of characters.
  .filter((text) => !/\p{Surrogate}/u.test(text));

class Refused extends Error {}

/** What a parser tells of a document that is cut in pieces, each with its line; texts of one element as one. */
function toldBy(parse: (events: XmlEvents) => XmlParser, pieces: readonly string[]): unknown[] {
  const told: [string, ...unknown[]][] = [];
  let depth = 0;
  const events: XmlEvents = {
    begin(name, currency) {
      depth += 1;
      told.push(['begin', name, currency, parser.line()]);
    },
    end(name) {
      depth -= 1;
      told.push(['end', name, parser.line()]);
    },
    text(source, start, end) {
      if (depth === 0) return;
      const last = told.at(-1);
      const text = source.slice(start, end);
      if (last?.[0] === 'text') last[1] += text;
      else told.push(['text', text]);
    },
    other: () => undefined,
    malformed: (message) => refuse(['malformed', message]),
    doctype: () => refuse(['doctype']),
  };
  const refuse = (why: [string, ...unknown[]]): never => {
    // Whether a text is told before what is wrong behind it makes no difference.
    if (told.at(-1)?.[0] === 'text') told.pop();
    // What is wrong with text around the root is told where a piece ends, wherever that is.
    told.push(depth === 0 ? ['refused'] : [...why, parser.line()]);
    throw new Refused();
  };
  const parser = parse(events);
  try {
    for (const piece of pieces) parser.write(piece);
    parser.end();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
  return told;
}

function cut(text: string, lengths: readonly number[]): string[] {
  const pieces: string[] = [];
  let at = 0;
  for (const length of lengths) {
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return [...pieces, text.slice(at)].filter((piece) => piece !== '');
}

const nothing = { open: [], isRootClosed: false, line: 1 };

function expectTheSame(pieces: readonly string[]): void {
  expect(toldBy(parseXml, pieces)).toEqual(toldBy((events) => goOnFrom(nothing, events), pieces));
}

it('tells and refuses the same, with the same lines, as the parser that knows all rules alone, however it is cut', () => {
  fc.assert(
    fc.property(damaged, fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 12 }), (text, lengths) =>
      expectTheSame(cut(text, lengths)),
    ),
    { numRuns: 2_000 },
  );
});

it.each([
  ...[
    '<a x="1" x="2"/>',
    '<a x="1" y="2" y="3"/>',
    '<a x="1"y="2"/>',
    '<a x="<"/>',
    '<a x="&y;"/>',
    '<a x="\t\n1"/>',
  ],
  ...[
    '<a>]]></a>',
    '<a>]]]></a>',
    '<a>]] ></a>',
    '<a>]]&gt;</a>',
    '<a>&amp;&lt;&gt;&quot;&apos;&#65;</a>',
    '<a>&nbsp;</a>',
  ],
  ...[
    '<a/><b/>',
    '<a></a><b></b>',
    '<a/>x',
    '<a/> <!-- c --> ',
    '<a/><!DOCTYPE a>',
    '<a><b></a></b>',
    '<a>',
    '</a>',
    '',
    ' ',
  ],
  ...[
    '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    ' <?xml version="1.0"?><a/>',
    '<a><?xml version="1.0"?></a>',
    'x<a/>',
  ],
  ...[
    '<?xml version="1.0"?><?xml version="1.0"?><a/>',
    '<?xml version="1.1"?>\r\n<a>\u0085</a>',
    '<a>\u0000</a>',
    '<a>\ufffe</a>',
  ],
])('so it does with %j, cut anywhere', (text) => {
  for (let at = 0; at <= text.length; at++) expectTheSame(cut(text, [at]));
  expectTheSame([...text]);
});
