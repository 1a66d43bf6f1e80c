import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBoundedCache, onePer } from './bounded-cache.ts';

describe('createBoundedCache', () => {
  it('drops what was used longest ago', () => {
    const cache = createBoundedCache<number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    expect(cache.get('a')).toBe(1);
    cache.set('c', 3);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
  });

  it('replaces a value without dropping another', () => {
    const cache = createBoundedCache<number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.set('a', 3);
    expect([cache.get('a'), cache.get('b')]).toEqual([3, 2]);
  });

  it('keeps the half of its maximum that was used last, and never more than the maximum', () => {
    const uses = fc.array(fc.record({ key: fc.nat(30), isSet: fc.boolean() }), { maxLength: 200 });
    fc.assert(
      fc.property(uses, fc.integer({ min: 2, max: 20 }), (list, maximum) => {
        const cache = createBoundedCache<string>(maximum);
        let used: string[] = [];
        for (const { key, isSet } of list) {
          const name = `k${key}`;
          if (isSet) cache.set(name, `value of ${name}`);
          else if (cache.get(name) === undefined) continue;
          used = [name, ...used.filter((other) => other !== name)];
        }
        const kept = used.filter((name) => cache.get(name) !== undefined);
        expect(kept.length).toBeLessThanOrEqual(maximum);
        const mustStay = used.slice(0, Math.floor(maximum / 2));
        expect(mustStay.filter((name) => !kept.includes(name))).toEqual([]);
      }),
    );
  });
});

describe('onePer', () => {
  it('makes one thing for each owner', () => {
    const thingOf = onePer((owner: { name: string }) => ({ owner }));
    const [first, second] = [{ name: 'first' }, { name: 'second' }];
    expect(thingOf(first)).toBe(thingOf(first));
    expect(thingOf(second)).not.toBe(thingOf(first));
  });
});
