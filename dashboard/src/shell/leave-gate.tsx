import { useBlocker } from '@tanstack/react-router';
import { Suspense, useEffect, useSyncExternalStore } from 'react';
import { hasUnsaved, mayLeave, onLeaveAsked, onUnsavedChange } from '@/forms/unsaved.ts';
import { part } from '@/ui/part.tsx';
import { useAsked } from './use-asked.ts';

const LeaveDialog = part(() => import('./leave-dialog.tsx').then(({ LeaveDialog }) => LeaveDialog));

/**
 * Asks before a form with something unsaved is left: for another screen, by Back, by closing its dialog or by signing
 * out. For another site or a closed tab the browser asks itself.
 */
export function LeaveGate() {
  const isUnsaved = useSyncExternalStore(onUnsavedChange, hasUnsaved);
  useBlocker({
    shouldBlockFn: async ({ current, next }) => placeOf(current) !== placeOf(next) && !(await mayLeave()),
    enableBeforeUnload: hasUnsaved,
    disabled: !isUnsaved,
  });
  const { isAsked, end } = useAsked(onLeaveAsked);
  useEffect(() => {
    // The question has to stand at once, and without a connection, too.
    if (isUnsaved) void LeaveDialog.preload();
  }, [isUnsaved]);
  return <Suspense>{isAsked && <LeaveDialog end={end} />}</Suspense>;
}

type Place = { readonly pathname: string; readonly search: object };

/** A screen and the dialog that its address opens; filters and pages of a table leave neither. */
function placeOf({ pathname, search }: Place): string {
  const { dialog = '', edit = '' } = search as { dialog?: string; edit?: string };
  return [pathname, dialog, edit].join(' ');
}
