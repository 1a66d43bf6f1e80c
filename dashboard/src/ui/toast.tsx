import * as Radix from '@radix-ui/react-toast';
import { useSyncExternalStore } from 'react';

type ToastAction = { readonly label: string; readonly run: () => void };
type Toast = { readonly id: number; readonly sentence: string; readonly action?: ToastAction };

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

/** Where toasts appear: bottom centre, eight seconds, longer while pointer or focus is on them. */
export function Toaster() {
  const toast = useSyncExternalStore(subscribe, () => current);
  return (
    <Radix.Provider duration={8000} swipeDirection="down">
      {toast && (
        <Radix.Root
          key={toast.id}
          type="background"
          className="toast"
          onOpenChange={(isOpen) => !isOpen && toast === current && replace(undefined)}
        >
          <Radix.Description>{toast.sentence}</Radix.Description>
          {toast.action && (
            <Radix.Action altText={`${toast.action.label}: ${toast.sentence}`} asChild>
              <button type="button" onClick={toast.action.run}>
                {toast.action.label}
              </button>
            </Radix.Action>
          )}
        </Radix.Root>
      )}
      <Radix.Viewport className="toast-dock" />
    </Radix.Provider>
  );
}
