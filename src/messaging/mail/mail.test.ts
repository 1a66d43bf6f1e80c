import { describe, expect, it } from 'vitest';
import { hasDevelopmentMailbox, messageIdOf, nextTryAt, triedForMs } from './mail.ts';

const queuedAt = new Date('2026-01-31T12:00:00.000Z');
const giveUpAt = new Date(queuedAt.getTime() + triedForMs);
const hourMs = 3_600_000;

describe('nextTryAt', () => {
  it('grows from seconds to hours, and ends within three days', () => {
    const pausesMs: number[] = [];
    let now = queuedAt;
    for (let tries = 1; ; tries++) {
      const at = nextTryAt({ tries, giveUpAt }, now);
      if (!at) break;
      pausesMs.push(at.getTime() - now.getTime());
      now = at;
    }
    expect(pausesMs[0]).toBe(10_000);
    expect(pausesMs.at(-1)).toBe(6 * hourMs);
    expect(pausesMs).toEqual(pausesMs.toSorted((left, right) => left - right));
    expect(now < giveUpAt).toBe(true);
    expect(giveUpAt.getTime() - now.getTime()).toBeLessThanOrEqual(6 * hourMs);
  });
});

describe('messageIdOf', () => {
  it('names the mail and the host, whose brackets an IPv6 address loses', () => {
    expect(messageIdOf('m1', 'https://pay.example.com')).toBe('<m1@pay.example.com>');
    expect(messageIdOf('m1', 'http://[::1]:3000')).toBe('<m1@::1>');
  });
});

describe('hasDevelopmentMailbox', () => {
  it.each([
    [undefined, 'http://localhost:3000', '127.0.0.1', true],
    [undefined, 'http://127.0.0.1:3000', '::1', true],
    ['smtp://mail.example.com', 'http://localhost:3000', '127.0.0.1', false],
    [undefined, 'https://pay.example.com', '127.0.0.1', false],
    [undefined, 'http://localhost:3000', '0.0.0.0', false],
  ])('with SMTP %s at %s on %s: %s', (smtpUrl, publicUrl, host, expected) => {
    expect(hasDevelopmentMailbox({ smtpUrl, publicUrl, host })).toBe(expected);
  });
});
