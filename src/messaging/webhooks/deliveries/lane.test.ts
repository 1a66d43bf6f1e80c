import { describe, expect, it } from 'vitest';
import { Lane, sandboxPace } from './lane.ts';
import type { ClaimedDelivery } from './store.ts';

const deliveries = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: String(index) }) as ClaimedDelivery);

/** Begins all that the lane lets out now, and gives how many that were. */
function beginAll(lane: Lane, nowMs: number): number {
  let begun = 0;
  while (lane.beginAt(nowMs)) begun += 1;
  return begun;
}

describe('Lane', () => {
  it('starts with a few in flight', () => {
    const lane = new Lane();
    expect(lane.roomAt(0)).toBe(4);
    lane.fill(deliveries(4), 4, 0);
    expect([beginAll(lane, 0), lane.roomAt(0)]).toEqual([4, 0]);
  });

  it('of the sandbox sends a hundred at once and ten a second, however quickly it is answered', () => {
    const lane = new Lane(sandboxPace);
    let sent = 0;
    for (let nowMs = 0; nowMs < 60_000; nowMs += 50) {
      const room = lane.roomAt(nowMs);
      lane.fill(deliveries(room), Math.max(1, room), nowMs);
      const begun = beginAll(lane, nowMs);
      for (let count = 0; count < begun; count++) lane.end(5, true, nowMs);
      sent += begun;
    }
    expect(sent).toBeGreaterThan(690);
    expect(sent).toBeLessThanOrEqual(100 + 60 * 10);
  });

  it('earns more by answering quickly, and keeps some ready', () => {
    const lane = new Lane();
    for (let round = 0; round < 50; round++) {
      lane.fill(deliveries(1), 1, 0);
      lane.beginAt(0);
      lane.end(5, true, 0);
    }
    expect(lane.roomAt(0)).toBe(256);
    lane.fill(deliveries(256), 256, 0);
    expect([beginAll(lane, 0), lane.roomAt(0)]).toEqual([32, 0]);
    expect(lane.wantsMoreAt(0)).toBe(false);
  });

  it('falls to one, and rests, when nobody answers; what it kept ready goes back', () => {
    const lane = new Lane();
    lane.fill(deliveries(6), 6, 0);
    expect(beginAll(lane, 0)).toBe(4);
    for (let count = 0; count < 4; count++) lane.end(10_000, false, 10_000);
    expect(lane.overdueAt(10_000)).toHaveLength(2);
    expect(lane.roomAt(10_000)).toBe(0);
    expect(lane.roomAt(10_600)).toBe(1);
    expect(lane.isIdle).toBe(true);
  });

  it('goes on with a few where answers are slow', () => {
    const lane = new Lane();
    for (let round = 0; round < 20; round++) {
      lane.fill(deliveries(1), 1, 0);
      lane.beginAt(0);
      lane.end(3_000, true, 0);
    }
    expect(lane.roomAt(0)).toBe(4);
  });

  it('gives back what waited so long that its claim would end before its answer', () => {
    const lane = new Lane();
    lane.fill(deliveries(5), 5, 0);
    expect(beginAll(lane, 0)).toBe(4);
    expect(lane.overdueAt(19_000)).toEqual([]);
    expect(lane.overdueAt(21_000)).toHaveLength(1);
  });

  it('asks for more only when the last claim brought all that was asked', () => {
    const lane = new Lane();
    lane.fill(deliveries(3), 4, 0);
    beginAll(lane, 0);
    for (let count = 0; count < 3; count++) lane.end(5, true, 0);
    expect(lane.wantsMoreAt(0)).toBe(false);
    lane.skip();
    expect(lane.wantsMoreAt(0)).toBe(true);
  });
});
