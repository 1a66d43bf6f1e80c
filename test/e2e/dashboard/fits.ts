import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { accessibilityFaults, settled } from '#test/support/browser.ts';

const looks = [
  { width: 390, theme: 'dark' },
  { width: 1280, theme: 'light' },
] as const;

/** Holds what is on the screen against the rules of accessibility, on a phone and on a desk, and cuts nothing off. */
export async function fits(page: Page): Promise<void> {
  for (const { width, theme } of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: theme });
    await settled(page);
    expect(await accessibilityFaults(page), `${width} px, ${theme}`).toEqual([]);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(overflow, `${width} px`).toBeLessThanOrEqual(0);
    expect(await textsCutOff(page), `${width} px`).toEqual([]);
  }
}

/** Texts that end outside the window where nothing scrolls to them and no ellipsis says that there is more. */
export async function textsCutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const parent = node.parentElement;
      if (text === '' || !parent?.checkVisibility({ visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      if (range.getBoundingClientRect().right <= window.innerWidth + 1) continue;
      let holder: Element | null = parent;
      while (holder) {
        const { overflowX, textOverflow, position, clipPath } = getComputedStyle(holder);
        if (overflowX === 'auto' || overflowX === 'scroll' || textOverflow === 'ellipsis') break;
        if (position === 'fixed' || clipPath !== 'none') break;
        holder = holder.parentElement;
      }
      if (!holder) found.push(text);
    }
    return found;
  });
}
