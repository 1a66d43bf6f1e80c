import fc from 'fast-check';
import type { Currency } from './arithmetic.ts';
import type { Card } from './model.ts';

/** What anybody may do next. Numbers choose among what is there, so that every command means something. */
export type Command =
  | {
      readonly do: 'create';
      readonly maxUses: number | null;
      readonly isTaxIncluded: boolean;
      readonly currency: Currency;
      readonly quantities: readonly [number, number];
    }
  | { readonly do: 'start'; readonly link: number; readonly currency: Currency | undefined }
  | { readonly do: 'repeat start'; readonly checkout: number }
  | { readonly do: 'pay'; readonly checkout: number; readonly card: Card; readonly isRepeated: boolean }
  | { readonly do: 'answer challenge'; readonly checkout: number; readonly isApproved: boolean }
  | { readonly do: 'cancel' | 'renew'; readonly checkout: number }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'limit'; readonly link: number; readonly maxUses: number | null }
  | { readonly do: 'switch'; readonly link: number; readonly isActive: boolean }
  | { readonly do: 'delete' | 'restore' | 'end soon' | 'end never'; readonly link: number }
  | { readonly do: 'refund'; readonly checkout: number; readonly percent: number | undefined };

/** A plain object, so that a story that fails can be read. */
function one<T>(parts: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(parts, { noNullPrototype: true }) as fc.Arbitrary<T>;
}

const link = fc.nat(2);
// Mostly the newest, because old ones are soon over.
const checkout = fc.nat(4);
const currency = fc.constantFrom<Currency>('USD', 'EUR');
const maxUses = fc.constantFrom(null, 1, 2, 3, 5);

// Sums of these never come near a life of 1,800 seconds or twice that, so that real time which runs on decides nothing.
const seconds = fc.constantFrom(10, 10, 10, 700, 1_900);

const weighted: readonly fc.WeightedArbitrary<Command>[] = [
  {
    weight: 1,
    arbitrary: one({
      do: fc.constant('create' as const),
      maxUses,
      isTaxIncluded: fc.boolean(),
      currency,
      quantities: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat(7)),
    }),
  },
  {
    weight: 8,
    arbitrary: one({
      do: fc.constant('start' as const),
      link,
      currency: fc.option(currency, { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: one({ do: fc.constant('repeat start' as const), checkout }) },
  {
    weight: 10,
    arbitrary: one({
      do: fc.constant('pay' as const),
      checkout,
      card: fc.constantFrom<Card>('pays', 'pays', 'declined', 'challenge', 'late'),
      isRepeated: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: one({
      do: fc.constant('answer challenge' as const),
      checkout,
      isApproved: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: one({ do: fc.constantFrom('cancel' as const, 'renew' as const), checkout }),
  },
  { weight: 5, arbitrary: one({ do: fc.constant('wait' as const), seconds }) },
  {
    weight: 5,
    // Often none: a limit that comes back finds checkouts without a place.
    arbitrary: one({
      do: fc.constant('limit' as const),
      link,
      maxUses: fc.oneof(fc.constant(null), maxUses),
    }),
  },
  {
    weight: 2,
    arbitrary: one({ do: fc.constant('switch' as const), link, isActive: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: one({
      do: fc.constantFrom('delete' as const, 'restore' as const, 'end soon' as const, 'end never' as const),
      link,
    }),
  },
  {
    weight: 4,
    arbitrary: one({
      do: fc.constant('refund' as const),
      checkout,
      percent: fc.constantFrom(undefined, 1, 33, 50, 90),
    }),
  },
];

/** A story of one shop: it begins with one link, and whatever people may do follows. */
export const stories: fc.Arbitrary<readonly Command[]> = fc.array(fc.oneof(...weighted), {
  minLength: 12,
  maxLength: 40,
  size: 'max',
});

const start: Command = { do: 'start', link: 0, currency: undefined };
const pay = (which: number, card: Card): Command => ({ do: 'pay', checkout: which, card, isRepeated: true });
const refund = (percent: number | undefined): Command => ({ do: 'refund', checkout: 0, percent });
const limit = (most: number | null): Command => ({ do: 'limit', link: 0, maxUses: most });

const renew: Command = { do: 'renew', checkout: 0 };
const close: Command = { do: 'switch', link: 0, isActive: false };
const reopen: Command = { do: 'switch', link: 0, isActive: true };
const wait = (duration: number): Command => ({ do: 'wait', seconds: duration });

/** What chance would seldom tell; each begins with the limit of its first link. */
export const seldomStories: [maxUses: number | null, commands: readonly Command[]][] = [
  // A payment goes back in parts until nothing is left; parts of one percent are where rounding shows.
  [null, [start, pay(0, 'pays'), refund(1), refund(1), refund(1), refund(50), refund(undefined), refund(1)]],
  // A limit comes between two payments that began without places: the second finds none, and its money goes back.
  [null, [start, pay(0, 'late'), start, pay(0, 'pays'), limit(1), wait(10)]],
  // The same for those who have not paid yet.
  [
    null,
    [start, start, start, pay(0, 'pays'), limit(2), start, pay(2, 'pays'), pay(0, 'pays'), pay(2, 'pays')],
  ],
  // Five cards are all that a buyer may try.
  [1, [start, ...Array.from({ length: 6 }, () => pay(0, 'declined'))]],
  // A life may be doubled, not more.
  [1, [start, ...Array.from({ length: 5 }, () => [wait(700), renew]).flat()]],
  // Time ends first the link, then what was started in time.
  [1, [start, { do: 'end soon', link: 0 }, wait(700), start, wait(1_900), pay(0, 'pays')]],
  // A link that is taken back in time leaves buyers as they were; closed once more it has its whole time again.
  [
    2,
    [
      start,
      start,
      pay(0, 'challenge'),
      close,
      wait(5),
      reopen,
      wait(10),
      close,
      wait(5),
      reopen,
      close,
      wait(5),
    ].concat([
      { do: 'answer challenge', checkout: 0, isApproved: false },
      pay(0, 'pays'),
      reopen,
      pay(0, 'pays'),
      close,
      wait(10),
    ]),
  ],
  // Places that are paid or held stay.
  [3, [start, start, pay(0, 'pays'), limit(1), limit(2)]],
];
