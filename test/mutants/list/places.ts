import type { Mutant } from '../mutant.ts';

const start = 'src/paying/checkouts/hot/start-statements.ts';
const places = ['test/api/checkout/places.test.ts', 'test/api/payment-links/limit.test.ts'];
const limits = ['test/api/limits/limits.test.ts'];
const decisions = ['src/paying/checkouts'];

const of = (file: string, tests: readonly string[], name: string, find: string, replace: string): Mutant => ({
  name,
  area: 'places',
  file,
  find,
  replace,
  tests,
});

export const placeMutants: readonly Mutant[] = [
  of(
    start,
    places,
    'one more place is given than there is',
    'contender.rank <= room.room\n',
    'contender.rank <= room.room + 1\n',
  ),
  of(
    start,
    places,
    'held places do not count at start',
    'place.max_uses - place.used - place.held + lapsed.count as room',
    'place.max_uses - place.used + lapsed.count as room',
  ),
  of(
    start,
    places,
    'paid places do not count at start',
    'place.max_uses - place.used - place.held + lapsed.count as room',
    'place.max_uses - place.held + lapsed.count as room',
  ),
  of(
    start,
    places,
    'places are taken without the lock of their row',
    'order by place.payment_link_id for update of place',
    'order by place.payment_link_id',
  ),
  of(start, places, 'a start takes no place', '- room.lapsed + accepted.count', '- room.lapsed'),
  of(
    start,
    places,
    'lapsed places never come back',
    '(select count(*)::integer as count from lapsed where lapsed.id = place.id) lapsed',
    '(select 0 as count) lapsed',
  ),
  of(start, limits, 'one address may hold every place', ') <= $6::integer', ') <= $6::integer + 1000'),
  of(
    'src/paying/checkouts/changes.ts',
    decisions,
    'there is room when there is none',
    'return places.used + places.held < places.maxUses;',
    'return places.used < places.maxUses;',
  ),
  of(
    'src/paying/checkouts/changes.ts',
    decisions,
    'a place that is given back stays held',
    'counters: { ...noCounters, held: -1 } };',
    'counters: noCounters };',
  ),
  of(
    'src/paying/checkouts/decide-provider-result.ts',
    decisions,
    'a payment keeps its place held beside the use',
    'held: -1, used: 1 } : undefined;',
    'used: 1 } : undefined;',
  ),
  of(
    'src/paying/checkouts/decide-provider-result.ts',
    decisions,
    'a payment is taken over the limit',
    'return hasRoom(places) ? { ...noCounters, used: 1 } : undefined;',
    'return { ...noCounters, used: 1 };',
  ),
  of(
    'src/paying/checkouts/decide-begin.ts',
    decisions,
    'a checkout without a place is paid although none is left',
    "if (!hasRoom(places)) return { reason: isUsedUp ? 'link_used_up' : 'link_fully_held' };",
    '',
  ),
  of(
    'src/selling/payment-links/payment-link.ts',
    ['src/selling/payment-links'],
    'a limit may be set below what is taken',
    'if (maxUses >= used + held) return undefined;',
    'if (maxUses >= used) return undefined;',
  ),
  of(
    'src/paying/checkouts/decide-close.ts',
    decisions,
    'a place comes back before a payment begun in time is decided',
    'if (state.expiresAt.getTime() + expiryGraceMs > now.getTime())',
    'if (state.expiresAt.getTime() > now.getTime())',
  ),
];
