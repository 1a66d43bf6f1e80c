import { useEffect, useRef } from 'react';
import { areKeysOn } from '@/shell/preferences.ts';
import { isDialogOpen } from '@/ui/is-dialog-open.ts';

type Deeds = {
  readonly [Deed in 'upload' | 'up' | 'down' | 'match' | 'ignore']?: (() => void) | undefined;
};

const deedOf: Readonly<Record<string, keyof Deeds>> = {
  u: 'upload',
  ArrowUp: 'up',
  ArrowDown: 'down',
  m: 'match',
  i: 'ignore',
};

/** Single keys that work through a list, where nobody types; they can be switched off as all of them. */
export function useBankKeys(deeds: Deeds): void {
  const latest = useRef(deeds);
  latest.current = deeds;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isPlain = !event.metaKey && !event.ctrlKey && !event.altKey && !event.shiftKey;
      const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const run = latest.current[deedOf[name] ?? 'upload'];
      if (!deedOf[name] || !run || !isPlain || event.repeat || !areKeysOn() || isDialogOpen()) return;
      if (isTaken(event.target, name)) return;
      // The browser lets nobody choose files before it has seen the whole press.
      if (name === 'u') return addEventListener('keyup', run, { once: true });
      if (name.startsWith('Arrow')) event.preventDefault();
      run();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

/** Whoever types keeps every key; a choice among several keeps the arrows. */
function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches('input[type="radio"]')) return key.startsWith('Arrow');
  return target.matches('input, textarea, select, [contenteditable]');
}
