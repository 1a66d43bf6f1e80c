import { fetchPage, swapTo } from './swap.ts';

/** Asks again on pages that wait for someone else, and shows the new page as soon as it is another one. */
export function poll(signal: AbortSignal): void {
  const main = document.querySelector<HTMLElement>('main[data-poll-path]');
  const path = main?.dataset.pollPath;
  if (!main || !path) return;
  const pauseMs = Number(main.dataset.pollSeconds) * 1000;
  let timer = setTimeout(ask, pauseMs);
  signal.addEventListener('abort', () => clearTimeout(timer));

  async function ask(): Promise<void> {
    try {
      // A page nobody looks at asks nothing.
      if (!document.hidden) await update(path ?? '');
    } catch {
      // Offline or restarting: the next round asks again.
    }
    if (!signal.aborted) timer = setTimeout(ask, pauseMs);
  }

  async function update(address: string): Promise<void> {
    const { response, page } = await fetchPage(address, signal);
    if (!page || signal.aborted) return;
    if (page.querySelector('main')?.dataset.page !== main?.dataset.page) {
      swapTo(page, response.url);
      return;
    }
    const news = page.querySelector('[data-poll-status]');
    document.querySelector('[data-poll-status]')?.replaceChildren(...(news?.childNodes ?? []));
  }
}
