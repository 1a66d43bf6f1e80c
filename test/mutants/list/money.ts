import type { Mutant } from '../mutant.ts';

const unit = (file: string) => [file.replace(/\.ts$/, '.test.ts')];
const of = (file: string, ...given: readonly (readonly [string, string, string])[]): Mutant[] =>
  given.map(([name, find, replace]) => ({ name, area: 'money', file, find, replace, tests: unit(file) }));

export const moneyMutants: readonly Mutant[] = [
  ...of(
    'src/platform/kit/tax.ts',
    ['halves are rounded down', '(2n * magnitude + denominator) /', '(2n * magnitude + denominator - 1n) /'],
    ['tax that prices hold is computed as if it came on top', 'whole + rate);', 'whole);'],
    [
      'the tax of a refund forgets what earlier ones gave back',
      'refund.grossMinor) - refund.taxRefundedBeforeMinor;',
      'refund.grossMinor);',
    ],
    [
      'the tax of a refund may exceed it',
      'larger(shareMinor, 0n), refund.refundMinor)',
      'larger(shareMinor, 0n), shareMinor)',
    ],
    [
      'a fee may exceed its payment',
      'return smaller(grossMinor, percentMinor + fixedMinor);',
      'return percentMinor + fixedMinor;',
    ],
    ['a fee leaves its fixed part out', 'percentMinor + fixedMinor);', 'percentMinor);'],
    [
      'a rate over 100 % is read',
      'return rate <= wholeInThousandths ? rate',
      'return rate <= 999_999 ? rate',
    ],
  ),
  ...of(
    'src/platform/kit/money.ts',
    [
      '"29.9" is read as 29.09',
      "BigInt(whole + decimals.padEnd(2, '0'))",
      "BigInt(whole + decimals.padStart(2, '0'))",
    ],
    ['an amount may have three decimals', '(\\d{1,2}))?$/', '(\\d{1,3}))?$/'],
    ['amounts of two currencies are added', 'if (left !== right) throw', 'if (left === undefined) throw'],
  ),
  {
    name: 'a refund may exceed what remains',
    area: 'money',
    file: 'src/paying/refunds/decide-refund.ts',
    find: 'if (amountMinor <= 0n || amountMinor > remaining)',
    replace: 'if (amountMinor <= 0n)',
    tests: ['src/paying/refunds'],
  },
  {
    name: 'a pending refund reserves nothing',
    area: 'money',
    file: 'src/paying/refunds/decide-refund.ts',
    find: 'return grossMinor - transaction.refundedMinor - transaction.refundPendingMinor;',
    replace: 'return grossMinor - transaction.refundedMinor;',
    tests: ['src/paying/refunds'],
  },
  {
    name: 'a failed refund stays counted as given back',
    area: 'money',
    file: 'src/paying/refunds/decide-refund.ts',
    find: 'transaction.refundedMinor + (succeeded ? refund.amountMinor : 0n)',
    replace: 'transaction.refundedMinor + refund.amountMinor',
    tests: ['src/paying/refunds'],
  },
  {
    name: 'a second success of a paid checkout is no excess charge',
    area: 'money',
    file: 'src/paying/checkouts/decide-provider-result.ts',
    find: 'if (transaction && wasPaid(transaction.status)) return excessCharge(state, paidAttempt);',
    replace: '',
    tests: ['src/paying/checkouts'],
  },
  {
    name: 'a late payment is kept although nothing was sold',
    area: 'money',
    file: 'src/paying/checkouts/decide-provider-result.ts',
    find: 'if (!place) return latePayment(booked, paidAttempt, now);',
    replace: 'if (!place) return change(booked, { tells: true });',
    tests: ['src/paying/checkouts'],
  },
  {
    name: 'a late payment carries a fee',
    area: 'money',
    file: 'src/paying/checkouts/decide-provider-result.ts',
    find: 'feeMinor: 0n,',
    replace: '',
    tests: ['src/paying/checkouts'],
  },
  {
    name: 'an attempt begins while another is undecided',
    area: 'money',
    file: 'src/paying/checkouts/decide-begin.ts',
    find: "if (currentAttempt(state)?.status === 'processing') return 'payment_in_progress';",
    replace: '',
    tests: ['src/paying/checkouts'],
  },
  {
    name: 'an attempt begins beside one that is open at the bank',
    area: 'money',
    file: 'src/paying/checkouts/decide-begin.ts',
    find: "if (open?.status === 'requires_action')",
    replace: "if (open?.status === 'canceled')",
    tests: ['src/paying/checkouts'],
  },
  {
    name: 'the merchant gets the fee as well',
    area: 'money',
    file: 'src/paying/ledger/ledger.ts',
    find: 'amountMinor: grossMinor - feeMinor - reserved },',
    replace: 'amountMinor: grossMinor - reserved },',
    tests: ['src/paying/ledger'],
  },
  {
    name: 'a failed refund is lost to the merchant in the books',
    area: 'money',
    file: 'src/paying/ledger/ledger.ts',
    find: "return entry('refund_failed', about, [\n    { account: 'refunds', amountMinor: -amountMinor },\n    { account: about.isExcess ? 'excess' : 'available', amountMinor },",
    replace:
      "return entry('refund_failed', about, [\n    { account: 'refunds', amountMinor: -amountMinor },\n    { account: 'fees', amountMinor },",
    tests: ['src/paying/ledger'],
  },
  {
    name: 'a price in the other currency is rounded down',
    area: 'money',
    file: 'src/platform/kit/exchange.ts',
    find: '? divideRounded(minor * rateMillionths, rateUnit)',
    replace: '? (minor * rateMillionths) / rateUnit',
    tests: ['src/platform/kit/exchange.test.ts'],
  },
];
