import type { Mutant } from '../mutant.ts';

const room = 'src/paying/bank-transfers';
const of = (file: string, test: string, ...given: readonly (readonly [string, string, string])[]): Mutant[] =>
  given.map(([name, find, replace]) => ({
    name,
    area: 'money',
    file: `${room}/${file}`,
    find,
    replace,
    tests: [`${room}/${test}`],
  }));

const entriesOf = (
  file: string,
  test: string,
  ...given: readonly (readonly [string, string, string])[]
): Mutant[] =>
  given.map(([name, find, replace]) => ({
    name,
    area: 'money',
    file: `src/paying/bank-entries/${file}`,
    find,
    replace,
    tests: [`test/api/bank-entries/${test}.test.ts`],
  }));

/** Money that comes by transfer: what is matched, and what is sent back. */
export const transferMutants: readonly Mutant[] = [
  ...of(
    'decide-share.ts',
    'decide-match.test.ts',
    ['a transfer that is short pays', 'isEnough = amountMinor >= missing;', 'isEnough = amountMinor > 0n;'],
    ['the cash is booked, not the price', 'amountMinor < missing ? amountMinor : missing;', 'amountMinor;'],
    ['what was paid takes a second payment', "transfer.state === 'paid' ? 0n : missingMinor", 'missingMinor'],
  ),
  ...of(
    'decide-match.ts',
    'decide-match.test.ts',
    [
      'several payments share a sum that is too large',
      'sum !== entry.amountMinor',
      'sum > entry.amountMinor',
    ],
    ['pending money counts', "if (entry.status === 'pending') return onItsWay(named);", ''],
    ['francs count as euros', 'currency !== entry.currency', "currency === 'USD'"],
  ),
  ...of(
    'decide-debit.ts',
    'decide-debit.test.ts',
    [
      'money that a bank takes back is taken for a payment of the merchant',
      'entry.isReversal || entry.returnReason !== null',
      'entry.returnReason !== null',
    ],
    ['a reversal takes back more than came', ' || entry.amountMinor > transfer.receivedMinor', ''],
    ['a refund is sent with any amount', ' || refund.amountMinor !== entry.amountMinor', ''],
  ),
  ...of('creditor-reference.ts', 'creditor-reference.test.ts', [
    'a reference that was cut short is taken',
    'body.length !== bodyLength',
    'body.length > bodyLength',
  ]),
  ...of('epc-text.ts', 'epc-text.test.ts', [
    'a payment code has its reference in two lines',
    "['', order.reference] : [order.reference]",
    '[order.reference, order.reference] : [order.reference]',
  ]),
  ...of('refund-file.ts', 'refund-file.test.ts', [
    'a refund stands twice in a file',
    "seen.has(endToEndId) ? 'id' : ",
    '',
  ]),
  ...of(
    'bank-transfer.ts',
    'bank-transfer.test.ts',
    ['money that a bank took back is no dispute', "takenBack ? 'lost' : 'open'", "'won'"],
    [
      'what came too late is counted as well',
      'receivedMinor > givenBackMinor ? receivedMinor - givenBackMinor',
      'receivedMinor > 0n ? receivedMinor',
    ],
    [
      'what is too much is kept',
      'transfer.givenBackMinor + (counted > expected ? counted - expected : 0n)',
      'transfer.givenBackMinor',
    ],
  ),
  ...of('store.ts', '../../../test/api/bank-transfers/transfer.test.ts', [
    'parts that were given back make a payment whole',
    '), 0) - book.given_back_minor as is_whole',
    '), 0) as is_whole',
  ]),
  ...of('standing.ts', 'standing.test.ts', [
    'a refund that a bank has is withdrawn',
    "filter(({ state }) => state === 'owed')",
    "filter(({ state }) => state !== 'asked')",
  ]),
  ...of('remind-buyer.ts', '../../../test/api/bank-transfers/transfer.test.ts', [
    'a buyer whose money is on its way is reminded',
    'if (announced.amountMinor >= stillMissingMinor(transfer)) return undefined;',
    '',
  ]),
  ...entriesOf(
    'change-entry.ts',
    'by-hand',
    [
      'money is taken from under its refund',
      "  if (withdrawal.verdict === 'rests') throw restsOnIt(withdrawal.on);\n",
      "  if (withdrawal.verdict === 'rests') return [];\n",
    ],
    ['an undone match stays in the books', ', -BigInt(match.amountMinor), now);', ', 0n, now);'],
  ),
  ...entriesOf('book-entries.ts', 'practice', [
    'a file that is handed in again counts again',
    "verdict === 'duplicate' && ",
    "verdict === 'duplicate' && tally.entries < 0 && ",
  ]),
  ...entriesOf(
    'book-entries.ts',
    'told-again',
    ['an entry that was matched is replaced', '!place.isDecided', 'place.id'],
    ['what another file told in other words counts again', '    if (before) {', '    if (before === null) {'],
  ),
  ...entriesOf('export-refunds.ts', 'by-hand', [
    'a refund is sent in two files',
    "query.again ? ['pending', 'exported'] : ['pending']",
    "['pending', 'exported']",
  ]),
  ...entriesOf('entry-store.ts', 'hand-in', [
    'two imports at once count twice',
    'select pg_advisory_xact_lock(hashtextextended(',
    'select (hashtextextended(',
  ]),
];
