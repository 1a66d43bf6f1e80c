import { roleNames } from '@/lib/role-words.ts';
import { sendsMails } from '@/platform.ts';
import { Button } from '@/ui/button.tsx';
import { useCopy } from '@/ui/copy.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { TextField } from '@/ui/field.tsx';
import { MailboxHint } from '@/ui/mailbox-hint.tsx';
import { isolated } from '../../../../../src/platform/contract/directions.ts';
import type { NewInvitationAnswer } from '../../../../../src/platform/contract/team.ts';

type MadeProps = { readonly invitation: NewInvitationAnswer; readonly onClose: () => void };

/** The way in of an invitation that no mail took, to be handed over; it is shown this once. */
export function MadeDialog({ invitation, onClose }: MadeProps) {
  const { copied, copy } = useCopy(invitation.link ?? '', 'Copied the invitation.');
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Give ${isolated(invitation.name ?? invitation.email)} this link`}
      description={`It makes them ${roleNames[invitation.role]} and is shown this once.`}
    >
      <DialogBody>
        <p>
          {sendsMails ? (
            'This address got many invitations today, so this one was not mailed.'
          ) : (
            <MailboxHint />
          )}{' '}
          Whoever has the link can join with it, so give it to nobody else.
        </p>
        <div className="copy-row">
          <TextField label="Link" readOnly value={invitation.link ?? ''} />
          <Button look="primary" icon={copied ? 'check' : 'copy'} onClick={copy}>
            Copy link
          </Button>
        </div>
      </DialogBody>
      <DialogFoot>
        <Button onClick={onClose}>Done</Button>
      </DialogFoot>
    </Dialog>
  );
}
