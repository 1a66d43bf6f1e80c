import { expect, test } from 'vitest';
import type { SeedOffer } from './offers.ts';
import { makePlan } from './plan.ts';

const now = new Date('2026-05-22T12:00:00Z');
const offers = [{ currency: 'EUR' }, { currency: 'USD' }] as unknown as SeedOffer[];
const plan = makePlan({ links: 400, payments: 20_000 }, offers, now);

test('no limited link is paid more often than it may be, and some are sold out', () => {
  const paid = new Map<number, number>();
  for (const link of plan.linkOfPayment) paid.set(link, (paid.get(link) ?? 0) + 1);
  const limited = plan.links.flatMap(({ maxUses }, index) =>
    maxUses === null ? [] : [{ maxUses, paid: paid.get(index) ?? 0 }],
  );
  expect(limited.length).toBeGreaterThan(10);
  expect(limited.filter((link) => link.paid > link.maxUses)).toEqual([]);
  expect(limited.filter((link) => link.paid === link.maxUses).length).toBeGreaterThan(0);
});

test('links come before all payments, and end, if at all, after them', () => {
  const lastPaymentMs = plan.startsAt(plan.linkOfPayment.length).getTime();
  expect(lastPaymentMs).toBeLessThan(now.getTime());
  for (const { createdAt, expiresAt } of plan.links) {
    expect(createdAt.getTime()).toBeLessThan(plan.startsAt(0).getTime());
    if (expiresAt) expect(expiresAt.getTime()).toBeGreaterThan(lastPaymentMs);
  }
});

test('the same size gives the same plan, whose ids rise with time', () => {
  const again = makePlan({ links: 400, payments: 20_000 }, offers, now);
  expect(again.linkOfPayment).toEqual(plan.linkOfPayment);
  expect(again.links.map(({ maxUses }) => maxUses)).toEqual(plan.links.map(({ maxUses }) => maxUses));
  const ids = plan.links.map(({ id }) => id);
  expect(ids).toEqual([...ids].sort());
});
