import { readPage } from './swap.ts';

const pauseMs = 60_000;

/**
 * Shows "Extend" as soon as there is time to gain by it. The server knows whether there is: others may come first, which
 * can change from one minute to the next.
 */
export function offerExtension(signal: AbortSignal): void {
  const line = document.querySelector<HTMLElement>('[data-extend-in]');
  if (!line) return;
  let timer = setTimeout(look, Number(line.dataset.extendIn) * 1000 || pauseMs);
  signal.addEventListener('abort', () => clearTimeout(timer));

  async function look(): Promise<void> {
    try {
      // A page nobody looks at asks nothing.
      const button = document.hidden ? undefined : await fetchButton();
      if (signal.aborted) return;
      if (button) return line?.append(document.adoptNode(button));
    } catch {
      // Offline or restarting: the next round asks again.
    }
    if (!signal.aborted) timer = setTimeout(look, pauseMs);
  }

  async function fetchButton(): Promise<Element | null | undefined> {
    const page = await readPage(await fetch(location.href, { signal }));
    return page?.querySelector('button[form=renew]');
  }
}
