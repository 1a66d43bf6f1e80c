import { describe, expect, it } from 'vitest';
import { accountBucket, type BucketName, type Count, decideTry, limits, passwordBuckets } from './tries.ts';

const counted = (bucket: BucketName, count: number, ageSeconds: number): Count => ({
  bucket,
  subject: 'somebody',
  count,
  ageSeconds,
});
const refusalOf = (...counts: Count[]) => {
  const decided = decideTry(counts);
  return 'refusal' in decided ? decided.refusal : undefined;
};
const waitOf = (...counts: Count[]) => Number(refusalOf(...counts)?.headers['retry-after'] ?? 0);

describe('a quota', () => {
  const { most, windowSeconds } = limits['reset-address'];

  it('lets exactly so many through in its time, and begins afresh afterwards', () => {
    expect(refusalOf(counted('reset-address', most - 1, 10))).toBeUndefined();
    expect(waitOf(counted('reset-address', most, 10))).toBe(windowSeconds - 10);
    expect(decideTry([counted('reset-address', most, windowSeconds)])).toEqual({
      counts: [{ bucket: 'reset-address', subject: 'somebody', count: 1, startsNow: true }],
    });
  });

  it('does not begin later by what is counted in it', () => {
    expect(decideTry([counted('reset-address', 2, 10)])).toEqual({
      counts: [{ bucket: 'reset-address', subject: 'somebody', count: 3, startsNow: false }],
    });
  });
});

describe.each(['password-pair', 'password-device', 'password-session', 'password-strangers'] as const)(
  'the pauses of %s',
  (bucket) => {
    const { pausesSeconds, forgottenAfterSeconds } = limits[bucket];

    it('are none at first, short to begin with, and grow to a quarter of an hour', () => {
      const waits = pausesSeconds.map((_, count) => waitOf(counted(bucket, count, 0)));
      expect(waits[4]).toBe(0);
      expect(waits.find((wait) => wait > 0)).toBe(5);
      expect(waits).toEqual(waits.toSorted((left, right) => left - right));
      expect(waits.at(-1)).toBe(900);
      expect(waitOf(counted(bucket, 1_000_000, 0))).toBe(900);
    });

    it('are over when they have passed, and forgotten when nothing was tried for long', () => {
      expect(refusalOf(counted(bucket, 1000, 900))).toBeUndefined();
      expect(decideTry([counted(bucket, 1000, forgottenAfterSeconds)])).toEqual({
        counts: [{ bucket, subject: 'somebody', count: 1, startsNow: true }],
      });
    });

    it('begin with each try, so that the next one waits for them in full', () => {
      expect(decideTry([counted(bucket, 3, 100)])).toMatchObject({ counts: [{ count: 4, startsNow: true }] });
    });
  },
);

describe('decideTry', () => {
  it('tells the longest wait, in words too, and counts nowhere when one bucket is closed', () => {
    const refusal = refusalOf(
      counted('password-pair', 6, 0),
      counted('password-strangers', 1000, 599),
      counted('password-address', 3, 0),
    );
    expect(refusal).toMatchObject({ status: 429, code: 'rate_limited', headers: { 'retry-after': '301' } });
    expect(refusal?.detail).toContain('wrong password');
    expect(refusal?.detail).toContain('6 minutes');
    expect(refusalOf(counted('password-pair', 5, 0))?.detail).toContain('5 seconds');
  });
});

describe('a try that waited for another at the same moment', () => {
  // It reads a time that the other one wrote after its own began.
  it.each(Object.keys(limits) as BucketName[])(
    '%s: waits no longer than one that came just after it',
    (bucket) => {
      for (const count of [0, 1, 4, 5, 1_000_000])
        expect(waitOf(counted(bucket, count, -0.25))).toBe(waitOf(counted(bucket, count, 0)));
    },
  );
});

describe('passwordBuckets', () => {
  const tried = { email: 'ada@example.com', address: '2001:db8:1:2:3::4' };
  const names = (known: Parameters<typeof passwordBuckets>[0]['known']) =>
    passwordBuckets({ ...tried, known }).map(({ bucket }) => bucket);

  it('count strangers with all other strangers, a known address for itself, and a known device alone', () => {
    expect(names(undefined)).toEqual(['password-pair', 'password-address', 'password-strangers']);
    expect(names('address')).toEqual(['password-pair', 'password-address']);
    expect(names({ device: 'ab' })).toEqual(['password-device']);
  });

  it('take all addresses of one IPv6 customer as one', () => {
    const pairs = ['2001:db8:1:2::9', '2001:db8:1:2:ffff::1', '2001:db8:1:3::9'].map(
      (address) => passwordBuckets({ ...tried, address, known: 'address' })[0]?.subject,
    );
    expect(pairs[0]).toBe(pairs[1]);
    expect(pairs[0]).not.toBe(pairs[2]);
  });
});

describe('accountBucket', () => {
  it('keeps no address in readable form', () => {
    expect(JSON.stringify(accountBucket('ada@example.com', 'reset-account'))).not.toContain('ada');
  });
});
