import { describe, expect, it } from 'vitest';
import { accountBucket, allowedTries, tooManyTries } from './tries.ts';

describe('tooManyTries', () => {
  it('lets exactly the allowed number of tries through', () => {
    const limit = allowedTries['password-account'];
    expect(tooManyTries([{ bucket: 'password-account', count: limit, secondsLeft: 60 }])).toBeUndefined();
    expect(tooManyTries([{ bucket: 'password-account', count: limit + 1, secondsLeft: 60 }])).toMatchObject({
      status: 429,
      code: 'rate_limited',
      headers: { 'retry-after': '60' },
    });
  });

  it('tells the longer wait when account and address are both full', () => {
    const refusal = tooManyTries([
      { bucket: 'password-account', count: 1000, secondsLeft: 30 },
      { bucket: 'password-address', count: 1000, secondsLeft: 301 },
    ]);
    expect(refusal?.headers).toEqual({ 'retry-after': '301' });
    expect(refusal?.detail).toContain('6 minutes');
  });

  it('ignores a bucket that is not full', () => {
    const counts = [
      { bucket: 'password-account', count: 1000, secondsLeft: 30 },
      { bucket: 'password-address', count: 1, secondsLeft: 900 },
    ] as const;
    expect(tooManyTries(counts)?.headers).toEqual({ 'retry-after': '30' });
  });
});

describe('accountBucket', () => {
  it('keeps no address in readable form', () => {
    expect(JSON.stringify(accountBucket('ada@example.com'))).not.toContain('ada');
  });
});
