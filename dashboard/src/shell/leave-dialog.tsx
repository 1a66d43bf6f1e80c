import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';

/** The question whether to drop what is not saved. */
export function LeaveDialog({ end }: { readonly end: (isYes: boolean) => void }) {
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
