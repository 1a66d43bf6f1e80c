import { describe, expect, it } from 'vitest';
import { stamp, type UnstampedEvent } from './event.ts';

const event = (id: string, overrides: Partial<UnstampedEvent> = {}): UnstampedEvent => ({
  organizationId: 'a',
  id,
  mode: 'sandbox',
  type: 'transaction.status_changed',
  transactionId: null,
  paymentLinkId: null,
  sequence: null,
  ...overrides,
});

const positions = (events: readonly UnstampedEvent[], last = new Map<string, bigint>()) =>
  stamp(events, last).map(({ id, position }) => `${id}:${position}`);

describe('stamp', () => {
  it('counts on from the last position of each organization, in the order of ids', () => {
    const last = new Map([['b', 7n]]);
    const events = [
      event('3'),
      event('2', { organizationId: 'b' }),
      event('1'),
      event('4', { organizationId: 'b' }),
    ];
    expect(positions(events, last)).toEqual(['1:1', '2:8', '3:2', '4:9']);
    expect(last.get('b')).toBe(7n);
  });

  it('keeps the sequence of a transaction, even when a clock that was behind wrote the later event', () => {
    const first = event('5', { transactionId: 't', sequence: 1 });
    const second = event('2', { transactionId: 't', sequence: 2 });
    const third = event('7', { transactionId: 't', sequence: 3 });
    expect(positions([second, third, event('3'), first, event('6')])).toEqual([
      '3:1',
      '5:2',
      '2:3',
      '6:4',
      '7:5',
    ]);
  });

  it('gives nothing for nothing', () => {
    expect(positions([])).toEqual([]);
  });
});
