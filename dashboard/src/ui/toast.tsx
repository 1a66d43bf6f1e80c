import { useEffect, useRef, useState, useSyncExternalStore } from 'react';

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

/**
 * Where toasts appear: bottom centre, eight seconds, longer while pointer or focus is on them. F8 goes there. The
 * region stands from the beginning, because only then is what appears in it read out.
 */
export function Toasts() {
  const toast = useSyncExternalStore(subscribe, () => current);
  const [isHeld, setHeld] = useState(false);
  const dock = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!toast || isHeld) return;
    const timer = setTimeout(() => toast === current && replace(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [toast, isHeld]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'F8') dock.current?.querySelector('button')?.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
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
              onClick={() => {
                setHeld(false);
                replace(undefined);
                toast.action?.run();
              }}
            >
              {toast.action.label}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
