const shownMs = 4_000;

/** Shows the buttons that copy, which can do nothing without script, and says on each that it did. */
export function enhanceCopy(signal: AbortSignal): void {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', () => void copy(button, signal), { signal });
  }
}

async function copy(button: HTMLButtonElement, signal: AbortSignal): Promise<void> {
  const label = button.querySelector('span');
  const { copy: value = '', copied = '' } = button.dataset;
  if (!label || button.classList.contains('copied')) return;
  const name = label.textContent;
  try {
    await navigator.clipboard.writeText(value);
  } catch {
    // The browser did not allow it: what is shown can be selected.
    return;
  }
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
