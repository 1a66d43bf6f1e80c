import { describe, expect, it } from 'vitest';
import { shareRuns } from './share-runs.ts';

describe('shareRuns', () => {
  it('runs once for all who ask meanwhile, and again for who asks later', async () => {
    const share = shareRuns<number>();
    let runs = 0;
    const run = async () => ++runs;
    expect(await Promise.all([share('a', run), share('a', run), share('a', run)])).toEqual([1, 1, 1]);
    expect(await share('a', run)).toBe(2);
  });

  it('keeps what has different keys apart', async () => {
    const share = shareRuns<string>();
    expect(await Promise.all(['a', 'b'].map((key) => share(key, async () => key)))).toEqual(['a', 'b']);
  });

  it('tells everybody of a failure and then forgets it', async () => {
    const share = shareRuns<string>();
    const fail = () => Promise.reject(new Error('no'));
    const outcomes = await Promise.allSettled([share('a', fail), share('a', async () => 'never run')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await share('a', async () => 'well')).toBe('well');
  });
});
