import { useLayoutEffect } from 'react';
import { propertiesOfBothThemes } from '@/lib/accent.ts';

/** Puts a colour on an element through its style object, which the policy allows. */
export function applyAccent(element: HTMLElement, accentColour: string | null): void {
  for (const [name, value] of propertiesOfBothThemes(accentColour)) element.style.setProperty(name, value);
}

/** Shows the whole app in the merchant's colour. */
export function useAccent(accentColour: string | null): void {
  useLayoutEffect(() => applyAccent(document.documentElement, accentColour), [accentColour]);
}
