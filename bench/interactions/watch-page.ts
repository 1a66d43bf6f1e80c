import type { Page } from 'playwright-core';

/** What one press took, in milliseconds. */
export type Took = {
  /** Until the last change of the screen that it led to was painted. */
  readonly paintedMs: number;
  /** The slowest answer of the API that was waited for meanwhile; 0 without any. */
  readonly apiMs: number;
};

/** Watches presses, changes of the screen and answers of the API from within the page. */
const watcher = `(() => {
  const watch = { pressed: 0, painted: 0, open: 0, asked: [] };
  globalThis.benchWatch = watch;
  // The first press counts; what the press itself leads to comes later.
  for (const kind of ['click', 'input', 'change', 'keydown'])
    addEventListener(kind, (event) => { watch.pressed ||= event.timeStamp; }, true);
  const changed = () => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    // A task after the frame runs once it is painted.
    port1.onmessage = () => { watch.painted = performance.now(); };
    port2.postMessage(0);
  });
  addEventListener('DOMContentLoaded', () =>
    new MutationObserver((changes) => {
      if (changes.some(({ target }) => (target.nodeType === 1 ? target : target.parentElement)?.closest('main')))
        changed();
    }).observe(document.body, { childList: true, subtree: true, characterData: true }));
  const { fetch } = globalThis;
  globalThis.fetch = async (...order) => {
    const begun = performance.now();
    watch.open += 1;
    try {
      return await fetch(...order);
    } finally {
      watch.open -= 1;
      watch.asked.push([begun, performance.now()]);
    }
  };
})()`;

export async function installWatcher(page: Page): Promise<void> {
  await page.addInitScript(watcher);
}

/** Forgets what was before; the next press counts. */
export async function beginWatching(page: Page): Promise<void> {
  await page.evaluate('Object.assign(benchWatch, { pressed: 0, painted: 0, asked: [] })');
}

/** Longer than a search waits for the next letter. */
const quietMs = 600;

/** What the press took, once nothing has changed for a while and nothing is loading. */
export async function endWatching(page: Page): Promise<Took> {
  await page.waitForFunction(
    `benchWatch.open === 0 && benchWatch.painted > benchWatch.pressed && performance.now() - benchWatch.painted > ${quietMs}
      && document.querySelector('[role="status"][aria-label="Loading"]') === null`,
  );
  return page.evaluate(`(() => {
    const { pressed, painted, asked } = benchWatch;
    const took = asked.filter(([begun]) => begun >= pressed && begun < painted).map(([begun, ended]) => ended - begun);
    return { paintedMs: painted - pressed, apiMs: Math.max(0, ...took) };
  })()`);
}
