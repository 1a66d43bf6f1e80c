import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalId, formatId, idPrefixes, isUuid, parseId, uuidv7 } from './ids.ts';

const anyPrefix = fc.constantFrom(...idPrefixes);
const lowest = '00000000-0000-0000-0000-000000000000';
const highest = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

describe('uuidv7', () => {
  it('carries the time, the version and the variant where RFC 9562 puts them', () => {
    // The example of RFC 9562, appendix A.6, was made at this instant.
    const id = uuidv7(new Date('2022-02-22T19:22:22.000Z'));
    expect(id).toMatch(/^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('rises within a millisecond, and never repeats', () => {
    const now = new Date('2026-01-31T12:00:00.000Z');
    const ids = Array.from({ length: 20_000 }, () => uuidv7(now));
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every(isUuid)).toBe(true);
  });

  it('sorts by time across milliseconds, also after the clock was moved back', () => {
    const later = uuidv7(new Date('2027-01-01T00:00:00.001Z'));
    const earlier = uuidv7(new Date('2027-01-01T00:00:00.000Z'));
    expect(earlier < later).toBe(true);
  });

  it('leaves no guessable neighbour: steps within a millisecond are wide and differ', () => {
    const now = new Date('2026-01-31T12:00:00.000Z');
    const lastBits = Array.from({ length: 50 }, () => BigInt(`0x${uuidv7(now).slice(-12)}`));
    const steps = new Set(lastBits.slice(1).map((bits, index) => bits - lastBits[index]!));
    expect(steps.size).toBe(49);
  });

  it('refuses a time that does not fit', () => {
    expect(() => uuidv7(new Date(Number.NaN))).toThrow('No UUID');
    expect(() => uuidv7(new Date(-1))).toThrow('No UUID');
  });
});

describe('isUuid', () => {
  it('knows the canonical spelling only', () => {
    expect(isUuid('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')).toBe(true);
    const others = [
      '017F22E2-79B0-7CC3-98C4-DC0C0C07398F',
      '017f22e279b07cc398c4dc0c0c07398f',
      '{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}',
      '017f22e2-79b0-7cc3-98c4-dc0c0c07398f\n',
      '017f22e2-79b0-7cc3-98c4-dc0c0c07398g',
      '',
      undefined,
      7,
    ];
    expect(others.filter(isUuid)).toEqual([]);
  });
});

describe('public ids', () => {
  it('writes prefix, underscore and 26 lower-case digits; receipts read in upper case', () => {
    expect(formatId('prod', lowest)).toBe('prod_00000000000000000000000000');
    expect(formatId('prod', highest)).toBe('prod_7zzzzzzzzzzzzzzzzzzzzzzzzz');
    expect(formatId('TX', highest)).toBe('TX7ZZZZZZZZZZZZZZZZZZZZZZZZZ');
    expect(formatId('RF', '017f22e2-79b0-7cc3-98c4-dc0c0c07398f')).toBe('RF01FWHE4YDGFK1SHH6W1G60EECF');
  });

  it('reads back every id it writes', () => {
    fc.assert(
      fc.property(anyPrefix, fc.uuid(), (prefix, uuid) => parseId(prefix, formatId(prefix, uuid)) === uuid),
    );
  });

  it('keeps the order of the ids', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (left, right) => {
        expect(formatId('chk', left) < formatId('chk', right)).toBe(left < right);
      }),
    );
  });

  it('reads only what it would write', () => {
    const text = fc.oneof(
      fc.string(),
      fc.stringMatching(/^(prod_|TX)[0-9a-zA-Z]{24,27}$/),
      fc.stringMatching(/^prod_[0-9a-z]{26}$/),
      fc.stringMatching(/^TX[0-9A-Z]{26}$/),
    );
    fc.assert(
      fc.property(text, fc.constantFrom('prod' as const, 'TX' as const), (candidate, prefix) => {
        const uuid = parseId(prefix, candidate);
        expect(uuid === undefined || formatId(prefix, uuid) === canonicalId(candidate)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['prod', 'chk_00000000000000000000000000'],
    ['prod', 'prod_8zzzzzzzzzzzzzzzzzzzzzzzzz'],
    ['prod', 'prod_0000000000000000000000000'],
    ['prod', 'prod_0000000000000000000000000i'],
    ['prod', 'prod_000000000000000000000000000'],
    ['prod', 'prod_'],
    ['prod', 'prod'],
    ['prod', ' prod_00000000000000000000000000'],
    ['prod', 'prod_00000000000000000000000000\n'],
    ['TX', 'TX_00000000000000000000000000'],
    ['TX', 'RF00000000000000000000000000'],
    ['TX', null],
    ['TX', ['TX00000000000000000000000000']],
  ] as const)('refuses as %s: %j', (prefix, text) => {
    expect(parseId(prefix, text)).toBeUndefined();
  });

  it('is read whatever the case of its letters', () => {
    fc.assert(
      fc.property(anyPrefix, fc.uuid(), (prefix, uuid) => {
        const id = formatId(prefix, uuid);
        for (const typed of [id.toUpperCase(), id.toLowerCase()]) {
          expect(parseId(prefix, typed)).toBe(uuid);
          expect(canonicalId(typed)).toBe(id);
        }
        expect(canonicalId(uuid.toUpperCase())).toBe(uuid);
      }),
    );
    for (const text of ['TX', 'Mugs', 'TX0000000000000000000000000']) expect(canonicalId(text)).toBe(text);
  });

  it('refuses to write what is no UUID', () => {
    expect(() => formatId('prod', 'nonsense')).toThrow('Not a canonical UUID');
  });
});
