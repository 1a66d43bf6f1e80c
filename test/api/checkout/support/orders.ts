/** What happens around a checkout whose newest payment succeeds, each once. */
export const happenings = [
  'return',
  'success',
  'duplicate',
  'late failure',
  'second success',
  'crash',
] as const;
export type Happening = (typeof happenings)[number];

/** The request that is under way from the start, until the process dies at the "crash" of an order. */
export const requests = ['pay', 'cancel', 'expiry'] as const;
export type Request = (typeof requests)[number];

/** How far the request had come when its process died. */
export const crashPoints = ['before the provider', 'after the provider', 'after the commit'] as const;
export type CrashPoint = (typeof crashPoints)[number];

/** Taken: the link had one place, and another buyer paid for it once the checkout was closed. */
export type Places = 'unlimited' | 'limited' | 'taken';

export type Variation = { readonly request: Request; readonly point: CrashPoint; readonly places: Places };

export function nameOf({ request, point, places }: Variation): string {
  return `${places} places, ${request} dies ${point}`;
}

/** Every request, with every point at which it can die, without a limit and with one; and closed ones whose place is gone. */
export function allVariations(): Variation[] {
  const open = requests.flatMap((request) =>
    crashPoints.flatMap((point) =>
      (['unlimited', 'limited'] as const).map((places) => ({ request, point, places })),
    ),
  );
  const taken = (['cancel', 'expiry'] as const).map((request) => ({
    request,
    point: 'after the commit' as const,
    places: 'taken' as const,
  }));
  return [...open, ...taken];
}

export function permutations<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((each, index) =>
    permutations(list.filter((_, other) => other !== index)).map((rest) => [each, ...rest]),
  );
}

// Of two orders that only swap success and its duplicate, which are the same message, one is kept.
const isDistinct = (order: readonly Happening[]) => order.indexOf('success') < order.indexOf('duplicate');

const allOrders = permutations(happenings).filter(isDistinct);

/** Every order of the others, with the late failure at another place in each: a sixth of the orders. */
const ordersAroundFailure = permutations<Happening>(
  happenings.filter((happening) => happening !== 'late failure'),
)
  .filter(isDistinct)
  .map((order, index) => order.toSpliced(index % happenings.length, 0, 'late failure'));

/** EVERY_ORDER=on meets closed checkouts with every order as well. */
export const everyOrder = process.env.EVERY_ORDER === 'on';

/** The orders that checkouts of a variation meet. */
export function ordersOf({ request }: Variation): readonly (readonly Happening[])[] {
  return request === 'pay' || everyOrder ? allOrders : ordersAroundFailure;
}
