import { lazy, Suspense, useState, useSyncExternalStore } from 'react';

type ToastAction = { readonly label: string; readonly run: () => void };
export type Toast = { readonly id: number; readonly sentence: string; readonly action?: ToastAction };

const Toaster = lazy(() => import('./toaster.tsx').then((module) => ({ default: module.Toaster })));

let current: Toast | undefined;
let count = 0;
const listeners = new Set<() => void>();

/** Says in one sentence what happened, with a way back where there is one. A newer toast takes the older's place. */
export function showToast(sentence: string, action?: ToastAction): void {
  count += 1;
  replace({ id: count, sentence, ...(action ? { action } : {}) });
}

/** Takes a toast away, unless a newer one stands in its place already. */
export function dismissToast(toast: Toast): void {
  if (toast === current) replace(undefined);
}

export function useToast(): Toast | undefined {
  return useSyncExternalStore(subscribe, () => current);
}

function replace(toast: Toast | undefined): void {
  current = toast;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Loads what shows toasts with the first of them. */
export function Toasts() {
  const toast = useToast();
  const [wasNeeded, setNeeded] = useState(false);
  if (toast && !wasNeeded) setNeeded(true);
  return <Suspense>{wasNeeded && <Toaster />}</Suspense>;
}
