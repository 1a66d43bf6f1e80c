let afterSwap: () => void = () => {};
let shownPath = pathOf(location.href);

/** Names what to do once the next page stands. */
export function onSwap(callback: () => void): void {
  afterSwap = callback;
}

/** Whether the address bar names another page than the one that is shown; a mere `#field` does not. */
export function hasMovedOn(): boolean {
  return pathOf(location.href) !== shownPath;
}

/**
 * Fetches a page that may follow this one. In a merchant's frame nobody is known again: their own checkout would lead out
 * of the frame, which only the form can.
 */
export async function fetchPage(
  address: string,
  signal?: AbortSignal,
): Promise<{ response: Response; page: Document | undefined }> {
  const credentials = self === top ? 'same-origin' : 'omit';
  const response = await fetch(address, { credentials, ...(signal ? { signal } : {}) });
  return { response, page: await readPage(response) };
}

/** Reads an answer as a page, or gives `undefined` when it is something else. */
export async function readPage(response: Response): Promise<Document | undefined> {
  if (!response.headers.get('content-type')?.startsWith('text/html')) return undefined;
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

/**
 * Puts a fetched page in place of this one. A page that leaves for another site is not shown but followed, and one
 * of another merchant or build is loaded whole, because its style may differ.
 */
export function swapTo(page: Document, url: string): void {
  const leave = page.querySelector<HTMLAnchorElement>('a[data-leave]');
  if (leave && /^https?:$/.test(leave.protocol)) {
    location.assign(leave.href);
  } else if (looksOf(page) !== looksOf(document)) {
    location.assign(url);
  } else {
    replacePage(page, url);
  }
}

function replacePage(page: Document, url: string): void {
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  document.body.replaceWith(document.adoptNode(page.body));
  if (pathOf(url) !== shownPath) history.pushState(null, '', url);
  shownPath = pathOf(url);
  scrollTo(0, 0);
  afterSwap();
}

/** Moves the focus to what matters first: a notice when there is one, else the heading. */
export function focusStart(): void {
  const notice = document.querySelector<HTMLElement>('[autofocus]');
  (notice ?? document.querySelector('h1'))?.focus();
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url, location.href);
  return pathname + search;
}

function looksOf(page: Document): string {
  const style = page.querySelector('head style')?.textContent;
  const assets = [...page.querySelectorAll('head link[rel=stylesheet], head script[src]')];
  return [style, ...assets.map((asset) => asset.getAttribute('href') ?? asset.getAttribute('src'))].join();
}
