import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Icon } from './icon.tsx';
import { isDialogOpen } from './is-dialog-open.ts';

type ToastAction = { readonly label: string; readonly run: () => void };
type Toast = { readonly id: number; readonly sentence: string; readonly action?: ToastAction };

const shownMs = 8000;

let current: Toast | undefined;
let count = 0;
const listeners = new Set<() => void>();

/** Says in one sentence what happened, with a way back where there is one. A newer toast takes the older's place. */
export function showToast(sentence: string, action?: ToastAction): void {
  count += 1;
  replace({ id: count, sentence, ...(action ? { action } : {}) });
}

function replace(toast: Toast | undefined): void {
  current = toast;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes away what offers a way back, where that leads nowhere any more. */
export function dropOffer(): void {
  if (current?.action) replace(undefined);
}

/**
 * Where toasts appear: bottom centre. One that offers something stays until it is answered, dismissed by its cross or
 * Escape, or replaced; others go after eight seconds in which the page is seen, later while pointer or focus is on
 * them. F8 goes there. The region stands from the beginning, because only then is what appears in it read out.
 */
export function Toasts() {
  const toast = useSyncExternalStore(subscribe, () => current);
  const [isHeld, setHeld] = useState(false);
  const isSeen = useSyncExternalStore(watchVisibility, () => !document.hidden);
  const dock = useRef<HTMLDivElement>(null);
  /** Where somebody was before F8. */
  const origin = useRef<HTMLElement>(undefined);
  const dismiss = useCallback(() => {
    if (isWithin(dock.current)) origin.current?.focus();
    setHeld(false);
    replace(undefined);
  }, []);
  useEffect(() => {
    if (!toast || toast.action || isHeld || !isSeen) return;
    const timer = setTimeout(() => toast === current && replace(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [toast, isHeld, isSeen]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isInside = isWithin(dock.current);
      if (event.key === 'F8' && !isInside) {
        origin.current = document.activeElement instanceof HTMLElement ? document.activeElement : undefined;
        dock.current?.querySelector('button')?.focus();
      }
      if (event.key !== 'Escape' || !current) return;
      // Escape leaves one thing at a time: a dialog, a panel or a field that is typed in come first.
      if (!isInside && (isDialogOpen() || isTyping(event.target))) return;
      event.stopPropagation();
      dismiss();
    };
    // Before a dialog hears of the key, which would close while somebody answers the toast.
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  }, [dismiss]);
  return (
    <div className="toast-dock" role="status" aria-live="polite" ref={dock}>
      {toast && (
        // biome-ignore lint/a11y/noStaticElementInteractions: watching keeps it there; it does nothing itself
        <div
          key={toast.id}
          className="toast"
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          <span>{toast.sentence}</span>
          {toast.action && (
            <button
              type="button"
              className="toast-action"
              onClick={() => {
                dismiss();
                toast.action?.run();
              }}
            >
              {toast.action.label}
            </button>
          )}
          <button
            type="button"
            className="toast-dismiss"
            aria-label="Dismiss"
            title="Dismiss"
            onClick={dismiss}
          >
            <Icon name="close" size={14} />
          </button>
        </div>
      )}
    </div>
  );
}

function isWithin(part: HTMLElement | null): boolean {
  return part?.contains(document.activeElement) ?? false;
}

function watchVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select');
}
