import type { ReactNode } from 'react';
import { Dialog, DialogBody } from '@/ui/dialog.tsx';

type EntryDialogProps = {
  readonly title: string;
  readonly summary: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** An entry over the list, where there is no room beside it. */
export function EntryDialog({ title, summary, onClose, children }: EntryDialogProps) {
  return (
    <Dialog open onClose={onClose} title={title} description={summary}>
      <DialogBody>{children}</DialogBody>
    </Dialog>
  );
}
