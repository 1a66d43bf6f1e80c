import type { FrameLocator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { accessibilityFaults, type Visitor } from '#test/support/browser.ts';

/** Fills in the form of a link. */
export async function fillBilling(page: Page | FrameLocator) {
  await page.getByLabel('Email').fill('maja@example.com');
  await page.getByLabel('First name').fill('Maja');
  await page.getByLabel('Last name').fill('Lindqvist');
  await page.getByLabel('Country').selectOption('DE');
  await page.getByLabel('Postal code').fill('20359');
}

export async function fillCard(page: Page, number: string) {
  await page.getByLabel('Card number').fill(number);
  await page.getByLabel('Expiry').fill('12 / 40');
  await page.getByLabel('Security code').fill('123');
  await page.getByLabel('Name on card').fill('Maja Lindqvist');
}

export const continueButton = (page: Page | FrameLocator) => page.getByRole('button', { name: /^Continue/ });
export const payButton = (page: Page) => page.getByRole('button', { name: /^Pay / });

/** Looks at the page as it is now, by the rules that assistive technology needs. */
export async function look(visitor: Visitor, javaScript: boolean) {
  if (javaScript) expect(await accessibilityFaults(visitor.page)).toEqual([]);
}
