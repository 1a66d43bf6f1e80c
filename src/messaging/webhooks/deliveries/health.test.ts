import { expect, it } from 'vitest';
import { latestAttempts } from './health.ts';

const attempt = (second: number, status: number | null, durationMs = 3) => ({
  at: new Date(second * 1_000).toISOString(),
  status,
  error: null,
  duration_ms: durationMs,
});

it('puts the attempts of several deliveries in the order in which they were made', () => {
  const [first, second, third] = [attempt(1, 502), attempt(2, 204), attempt(3, null)];
  expect(latestAttempts([[second], [first, third]])).toEqual([first, second, third]);
});

it('leaves out what was given up without asking the receiver', () => {
  expect(latestAttempts([[attempt(1, 200), attempt(2, null, 0)]])).toEqual([attempt(1, 200)]);
});

it('gives the latest forty', () => {
  const attempts = Array.from({ length: 50 }, (_, second) => attempt(second, 200));
  expect(latestAttempts([attempts])).toEqual(attempts.slice(10));
});
