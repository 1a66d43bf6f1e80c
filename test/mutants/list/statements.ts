import type { Mutant } from '../mutant.ts';

const room = 'src/paying/statements';
const of = (file: string, test: string, ...given: readonly (readonly [string, string, string])[]): Mutant[] =>
  given.map(([name, find, replace]) => ({
    name,
    area: 'money',
    file: `${room}/${file}`,
    find,
    replace,
    tests: [`${room}/${test}`],
  }));

/** What banks tell: whether a statement is whole, what in it is money, and that it counts once. */
export const statementMutants: readonly Mutant[] = [
  ...of(
    'check-balances.ts',
    'check-balances.test.ts',
    [
      'a statement from which entries are missing is taken',
      'if (expectedMinor === closing.amountMinor)',
      'if (expectedMinor <= closing.amountMinor)',
    ],
    [
      'what a statement announces counts as booked in its balance',
      "if (status !== 'booked') return undefined;",
      '',
    ],
    ['currencies of a statement are added up', 'if (all.size > 1)', 'if (all.size > 2)'],
  ),
  ...of('check-document.ts', 'read-statements.test.ts', [
    'entries of a statement that cannot be read to its end are kept',
    'statements: [], problems: [describeProblem(name, error)], sound: new Set()',
    'statements, problems: [describeProblem(name, error)], sound',
  ]),
  ...of(
    'count-once.ts',
    'count-once.test.ts',
    [
      'an entry of a statement counts again in another file',
      "if (kept.ofContent(content) > before.ofContent) return 'duplicate';",
      '',
    ],
    [
      'two equal entries of a statement count as one',
      'kept.ofContent(content) > before.ofContent',
      'kept.ofContent(content) > 0',
    ],
    [
      'the sum of a batch in a statement counts beside its parts',
      "if (isBare) return isCovered ? 'duplicate' : 'new';",
      "if (isBare) return 'new';",
    ],
  ),
  ...of('occurrences.ts', 'count-once.test.ts', [
    'a statement that a file holds twice counts twice',
    'const count = seen.get(key) ?? 0;',
    'const count = 0;',
  ]),
  ...of('entry-identity.ts', 'count-once.test.ts', [
    'what a statement announces counts as money',
    "if (status !== 'booked' || bookedOn === null)",
    'if (bookedOn === null)',
  ]),
  ...of('amount.ts', 'camt/read-camt.test.ts', [
    'a fraction of a cent in a statement is dropped',
    '/[^0]/.test(rest) || ',
    '',
  ]),
  ...of(
    'camt/read-amount-text.ts',
    'camt/read-camt.test.ts',
    [
      'a reversal in a statement is read as a payment',
      "return text === 'true' || text === '1';",
      "return text === 'yes';",
    ],
    [
      'a debit of a statement is read as a credit',
      "if (code === 'DBIT') return 'debit';",
      "if (code === 'DBIT') return 'credit';",
    ],
  ),
  ...of(
    'camt/parse-xml.ts',
    'camt',
    [
      'entities that a statement defines are followed',
      "  parser.on('doctype', () => events.doctype());\n",
      '',
    ],
    [
      'a statement that was cut off is read',
      "if (plain.state().isRootClosed && plain.rest() === '') return;",
      "if (plain.rest() === '') return;",
    ],
  ),
  ...of(
    'camt/plain-xml.ts',
    'camt/parse-xml.property.test.ts',
    ['a tag of a statement ends another', ' || !source.startsWith(name, at + 2)', ''],
    [
      'a second document behind a statement is read',
      'if (open.length === 0) return hasRoot ? readOutside(source, at) : readTag(source, at);',
      'if (open.length === 0) return readTag(source, at);',
    ],
    [
      'the second of two amounts in a tag of a statement is taken',
      'else if (first === name || others?.includes(name)) return notPlain;',
      '',
    ],
  ),
];
