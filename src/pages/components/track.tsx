import type { ComponentChildren } from 'preact';
import { Hatch } from './emblem.tsx';

type StepProps = { kind: 'done' | 'under-way' | 'to-come'; title?: string; children: ComponentChildren };

/** One of the steps of a way: solid is done, hatched is under way, hollow is to come. */
export function Step({ kind, title, children }: StepProps) {
  return (
    <li class={kind}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        {kind === 'under-way' && <Hatch />}
        <circle cx="10" cy="10" r="8.5" />
        {kind === 'done' && <path d="m6 10.3 2.7 2.7L14 7.5" />}
      </svg>
      <span>
        {title && <b>{title}</b>} {children}
      </span>
    </li>
  );
}
