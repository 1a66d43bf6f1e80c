import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { isDialogOpen } from '@/ui/is-dialog-open.ts';
import { areKeysOn } from './preferences.ts';

export const commandKey = /Mac|iP(?:hone|ad)/.test(navigator.platform) ? '⌘' : 'Ctrl';

const secondKeyWithinMs = 1000;

/**
 * ⌘K or Ctrl K opens the palette everywhere. Single keys work where nobody types, and can be switched off, as
 * speech input needs: C makes a link, / goes to the search, G and a letter goes to a screen.
 */
export function useShortcuts(openPalette: () => void): void {
  const navigate = useNavigate();
  const latest = useRef(openPalette);
  latest.current = openPalette;
  useEffect(() => {
    let wentAt = 0;
    const go: Readonly<Record<string, () => unknown>> = {
      h: () => navigate({ to: '/' }),
      l: () => navigate({ to: '/payment-links' }),
      p: () => navigate({ to: '/payments' }),
      b: () => navigate({ to: '/bank-transfers' }),
      c: () => navigate({ to: '/products' }),
      s: () => navigate({ to: '/settings/$section', params: { section: 'profile' } }),
    };
    const onKey = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (key === 'k' && (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey) {
        event.preventDefault();
        latest.current();
        return;
      }
      const isPlain = !event.metaKey && !event.ctrlKey && !event.altKey;
      if (!isPlain || !areKeysOn() || isTyping(event.target) || isDialogOpen()) return;
      const second = event.timeStamp - wentAt < secondKeyWithinMs ? go[key] : undefined;
      wentAt = key === 'g' ? event.timeStamp : 0;
      if (second) second();
      else if (key === 'c') void navigate({ to: '/payment-links/new' });
      else if (key === '/') focusSearch(event);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [navigate]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

function focusSearch(event: KeyboardEvent): void {
  const search = document.querySelector<HTMLInputElement>('[data-shortcut="/"]');
  if (!search) return;
  event.preventDefault();
  search.focus();
}
