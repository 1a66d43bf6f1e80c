import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';

type AgainProps = {
  readonly count: number;
  readonly isBusy: boolean;
  readonly onClose: () => void;
  readonly onAgain: () => void;
};

/** A refund in two files is paid twice, so this one thing is asked. */
export function AgainDialog({ count, isBusy, onClose, onAgain }: AgainProps) {
  return (
    <Dialog open onClose={onClose} title="Export refunds again">
      <DialogBody>
        <p>
          {count === 1 ? 'One refund is' : `${count} refunds are`} in a file already. If your bank took that
          file, a second one <b>pays the buyers twice</b>. Go on only if the first file was lost or refused.
        </p>
      </DialogBody>
      <DialogFoot>
        <Button look="quiet" onClick={onClose}>
          Keep the first file
        </Button>
        <Button look="critical" busy={isBusy} onClick={onAgain}>
          Export again
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
