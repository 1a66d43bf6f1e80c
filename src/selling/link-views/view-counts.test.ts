import { expect, it } from 'vitest';
import { createViewCounts } from './view-counts.ts';

const view = (linkId: string, at: string, views = 1) => ({
  organizationId: 'organization',
  linkId,
  seenAt: new Date(at),
  views,
});

it('views of one link in one second are one count', () => {
  const counts = createViewCounts();
  counts.add(view('a', '2026-03-01T10:00:00.100Z'));
  counts.add(view('a', '2026-03-01T10:00:00.900Z', 2));
  counts.add(view('a', '2026-03-01T10:00:01.000Z'));
  counts.add(view('b', '2026-03-01T10:00:00.100Z'));
  expect(counts.take().map(({ linkId, views }) => [linkId, views])).toEqual([
    ['a', 3],
    ['a', 1],
    ['b', 1],
  ]);
  expect([counts.isEmpty, counts.take()]).toEqual([true, []]);
});

it('keeps no more than its limit, but goes on adding to what it has', () => {
  const counts = createViewCounts(1);
  for (const link of ['a', 'b', 'a']) counts.add(view(link, '2026-03-01T10:00:00Z'));
  expect(counts.take().map(({ linkId, views }) => [linkId, views])).toEqual([['a', 2]]);
});
