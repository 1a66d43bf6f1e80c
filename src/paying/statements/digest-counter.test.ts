import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createDigestCounter } from './digest-counter.ts';

const digestOf = (number: number) => createHash('sha256').update(String(number)).digest('hex').slice(0, 32);

it('counts as a map of texts does, however many there are and whatever they begin with', () => {
  const digest = fc.oneof(
    fc.nat(300).map(digestOf),
    fc.nat(300).map((number) => number.toString(16).padStart(32, '0')),
    fc.nat(300).map((number) => number.toString(16).padEnd(32, 'f')),
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(digest, fc.integer({ min: -2, max: 3 })), { maxLength: 600 }),
      (changes) => {
        const counter = createDigestCounter();
        const expected = new Map<string, number>();
        for (const [each, count] of changes) {
          counter.add(each, count);
          expected.set(each, (expected.get(each) ?? 0) + count);
        }
        for (const [each, count] of expected) expect(counter.of(each)).toBe(count);
        expect(counter.of('e'.repeat(32))).toBe(0);
      },
    ),
  );
});
