import { useBlocker } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import { hasUnsaved, mayLeave, onLeaveAsked, onUnsavedChange } from '@/forms/unsaved.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { useAsked } from './use-asked.ts';

/**
 * Asks before a form with something unsaved is left: for another screen, by Back, by closing its dialog or by signing
 * out. For another site or a closed tab the browser asks itself.
 */
export function LeaveDialog() {
  const isUnsaved = useSyncExternalStore(onUnsavedChange, hasUnsaved);
  useBlocker({
    shouldBlockFn: async ({ current, next }) => placeOf(current) !== placeOf(next) && !(await mayLeave()),
    enableBeforeUnload: hasUnsaved,
    disabled: !isUnsaved,
  });
  const { isAsked, end } = useAsked(onLeaveAsked);
  if (!isAsked) return null;
  return (
    <Dialog open onClose={() => end(false)} title="Leave without saving?">
      <DialogBody>
        <p>What you typed here is not saved, and leaving drops it.</p>
      </DialogBody>
      <DialogFoot>
        <Button look="primary" onClick={() => end(false)}>
          Stay
        </Button>
        <Button look="critical" onClick={() => end(true)}>
          Leave
        </Button>
      </DialogFoot>
    </Dialog>
  );
}

type Place = { readonly pathname: string; readonly search: object };

/** A screen and the dialog that its address opens; filters and pages of a table leave neither. */
function placeOf({ pathname, search }: Place): string {
  const { dialog = '', edit = '' } = search as { dialog?: string; edit?: string };
  return [pathname, dialog, edit].join(' ');
}
