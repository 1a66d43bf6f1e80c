import { isBusy } from './forms.ts';

/**
 * Keeps "24 min left" true, minute by minute, and fetches the page again when time is up. Counts from what the server
 * said, never from this computer's clock, which may be wrong.
 */
export function tickDeadline(signal: AbortSignal): void {
  const element = document.querySelector<HTMLElement>('[data-seconds-left]');
  if (!element) return;
  const end = performance.now() + Number(element.dataset.secondsLeft) * 1000;
  const timer = setInterval(() => {
    const secondsLeft = (end - performance.now()) / 1000;
    if (secondsLeft > 0) {
      const minutes = String(Math.floor(secondsLeft / 60));
      const wording = `, ${element.dataset.wording?.replace('{minutes}', minutes) ?? ''}`;
      if (element.textContent !== wording) element.textContent = wording;
    } else if (!isBusy()) {
      // Not while a payment is under way: its answer tells more than a reload would.
      clearInterval(timer);
      location.reload();
    }
  }, 5000);
  signal.addEventListener('abort', () => clearInterval(timer));
}
