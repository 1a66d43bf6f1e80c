import { fetchPage, readPage, swapTo } from './swap.ts';

/** Sends forms without leaving the page, keeps typed values when the currency changes, and leads to wrong fields. */
export function enhanceForms(signal: AbortSignal): void {
  document.addEventListener('submit', onSubmit, { signal });
  document.addEventListener('click', onClick, { signal });
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  // In a merchant's frame the form leads to the top, where the buyer sees whose page asks for a card.
  if (!('enhance' in form.dataset) || self !== top) return;
  event.preventDefault();
  if (!isBusy()) void send(form, event.submitter as HTMLButtonElement | null);
}

function onClick(event: MouseEvent): void {
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-keep-values], a[href^="#"]');
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if ('keepValues' in link.dataset) void follow(link);
  else document.getElementById(link.hash.slice(1))?.focus();
}

async function send(form: HTMLFormElement, submitter: HTMLButtonElement | null): Promise<void> {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) fields.append(name, String(value));
  if (submitter?.name) fields.append(submitter.name, submitter.value);
  const undo = markBusy(submitter);
  try {
    const response = await fetch(form.action, { method: 'POST', body: fields });
    const page = await readPage(response);
    if (!page) throw new Error('The answer is no page.');
    // "Extend" has no fields of its own, and what is typed in those around it stays.
    if (form.childElementCount === 0) keepValues(page);
    // What a refused form was posted to is no page of its own: reloading must lead back to where it stood.
    swapTo(page, response.redirected ? response.url : location.href);
  } catch {
    undo();
    tellConnectionLost(form);
  }
}

async function follow(link: HTMLAnchorElement): Promise<void> {
  try {
    const { response, page } = await fetchPage(link.href);
    if (!page) throw new Error('The answer is no page.');
    keepValues(page);
    swapTo(page, response.url);
  } catch {
    location.assign(link.href);
  }
}

function keepValues(page: Document): void {
  for (const typed of document.querySelectorAll<HTMLInputElement | HTMLSelectElement>('.form .input')) {
    const field = page.getElementById(typed.id) as HTMLInputElement | HTMLSelectElement | null;
    if (field) field.value = typed.value;
    const fold = field?.closest('details');
    if (fold && typed.closest('details')?.open) fold.open = true;
  }
}

export function isBusy(): boolean {
  return document.body.hasAttribute('aria-busy');
}

/** Says on the button what is under way and lets no second press through. Not `disabled`: that would drop the focus. */
function markBusy(button: HTMLButtonElement | null): () => void {
  const content = [...(button?.childNodes ?? [])];
  document.body.setAttribute('aria-busy', 'true');
  button?.setAttribute('aria-disabled', 'true');
  if (button?.dataset.busy) button.replaceChildren(button.dataset.busy);
  return () => {
    document.body.removeAttribute('aria-busy');
    button?.removeAttribute('aria-disabled');
    button?.replaceChildren(...content);
  };
}

function tellConnectionLost(form: HTMLFormElement): void {
  const template = document.querySelector<HTMLTemplateElement>('#connection-lost');
  const notice = template?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
  if (!notice) return;
  document.querySelector('.connection-lost')?.remove();
  notice.classList.add('connection-lost');
  // The forms of "Extend" and "Cancel" have no body of their own; the notice goes where the buttons are.
  const place = form.childElementCount > 0 ? form : document.querySelector('form.form');
  place?.prepend(notice);
  notice.focus();
}
