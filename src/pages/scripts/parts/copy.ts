const shownMs = 4_000;

/** Shows the buttons that copy, which can do nothing without script, and says on each that it did. */
export function enhanceCopy(signal: AbortSignal): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', () => void copy(button, signal), { signal });
  }
}

async function copy(button: HTMLButtonElement, signal: AbortSignal): Promise<void> {
  const label = button.querySelector('span');
  const { copy: value = '', copied = '' } = button.dataset;
  // What cannot be copied can still be selected where it is shown.
  if (!label || button.classList.contains('copied') || !(await copyText(value))) return;
  const name = label.textContent;
  button.classList.add('copied');
  label.setAttribute('role', 'status');
  label.textContent = copied;
  const timer = setTimeout(() => {
    button.classList.remove('copied');
    label.removeAttribute('role');
    label.textContent = name;
  }, shownMs);
  signal.addEventListener('abort', () => clearTimeout(timer));
}

/** Also where the page is served without https and has no clipboard of its own. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const focused = document.activeElement as HTMLElement | null;
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'offscreen';
    document.body.append(area);
    area.select();
    const isCopied = document.execCommand('copy');
    area.remove();
    focused?.focus();
    return isCopied;
  }
}
