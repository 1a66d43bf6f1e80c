import { useState } from 'react';
import type { NewApiKey } from '@/api/types.ts';
import { Button } from '@/ui/button.tsx';
import { copyText } from '@/ui/copy.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { TextField } from '@/ui/field.tsx';
import { Notice } from '@/ui/notice.tsx';
import { showToast } from '@/ui/toast.tsx';

/** Shows a key this once; leaving before it is kept takes two tries. */
export function FreshKeyDialog({
  fresh,
  onClose,
}: {
  readonly fresh: NewApiKey;
  readonly onClose: () => void;
}) {
  const [isKept, setKept] = useState(false);
  const [isWarned, setWarned] = useState(false);
  const copy = async () => {
    const worked = await copyText(fresh.raw_key);
    if (worked) setKept(true);
    showToast(
      worked ? 'Copied the key.' : 'The browser does not allow copying. Select the key and copy it by hand.',
    );
  };
  const leave = () => (isKept || isWarned ? onClose() : setWarned(true));
  return (
    <Dialog
      open
      onClose={leave}
      title={`Copy the new ${fresh.mode} key now`}
      description="You will not see it again: only its fingerprint is kept. A lost key cannot be read, only rotated."
    >
      <DialogBody>
        {isWarned && !isKept && (
          <Notice tone="critical">Nobody can show this key again. Copy it first, or close once more.</Notice>
        )}
        <TextField
          label="Key"
          value={fresh.raw_key}
          readOnly
          dir="ltr"
          spellCheck={false}
          onFocus={(event) => event.target.select()}
        />
        <label className="check">
          <input type="checkbox" checked={isKept} onChange={(event) => setKept(event.target.checked)} />
          <span>I have kept the key.</span>
        </label>
      </DialogBody>
      <DialogFoot>
        <Button
          look={isKept ? 'secondary' : 'primary'}
          icon={isKept ? 'check' : 'copy'}
          onClick={() => void copy()}
        >
          Copy key
        </Button>
        <Button look={isKept ? 'primary' : 'secondary'} disabled={!isKept} onClick={onClose}>
          Done
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
