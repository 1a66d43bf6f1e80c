import { formatMoment } from '@/lib/dates.ts';
import { groupedIban } from '@/lib/iban-words.ts';
import { Button } from '@/ui/button.tsx';
import { useCopy } from '@/ui/copy.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { TextField } from '@/ui/field.tsx';
import { Facts } from '@/ui/page.tsx';
import { useZone } from '@/use-account.ts';
import type { ConnectionAnswer } from '../../../../../src/platform/contract/connections.ts';
import { type ConnectDialogProps, connectDialogs } from './connect-dialogs.tsx';
import { useCheck } from './use-check.ts';

/** What is set and known of a connected provider; credentials show as set, with their last four. */
export function ManageDialog({
  row,
  onClose,
  onChange,
}: ConnectDialogProps & { readonly onChange: () => void }) {
  const zone = useZone();
  const check = useCheck(row);
  const moment = (at: string) => formatMoment(new Date(at), zone);
  const rows: (readonly [string, string])[] = [
    ...settingsInWords(row.settings),
    ...Object.entries(row.credentials).map(
      ([field, { set, last4 }]) =>
        [field.replaceAll('_', ' '), set ? `Set${last4 ? `, •••• ${last4}` : ''}` : 'Not set'] as const,
    ),
    ...(row.last_notification_at ? [['Last notification', moment(row.last_notification_at)] as const] : []),
    ...(row.checked_at ? [['Checked', moment(row.checked_at)] as const] : []),
  ];
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${row.label}, ${row.mode}`}
      {...(row.account_label ? { description: row.account_label } : {})}
    >
      <DialogBody>
        <Facts rows={rows} />
        {row.notification_url && <NotificationAddress url={row.notification_url} />}
      </DialogBody>
      <DialogFoot>
        <span className="push">
          <Button look="quiet" icon="again" busy={check.isPending} onClick={() => check.mutate()}>
            Check again
          </Button>
        </span>
        <Button look="quiet" onClick={onClose}>
          Done
        </Button>
        {connectDialogs[row.provider] && <Button onClick={onChange}>Change</Button>}
      </DialogFoot>
    </Dialog>
  );
}

/** Where the provider tells of payments, to be pasted there. */
function NotificationAddress({ url }: { readonly url: string }) {
  const { copied, copy } = useCopy(url, 'Copied the address.');
  return (
    <div className="copy-row">
      <TextField label="Address for notifications" readOnly value={url} dir="ltr" />
      <Button icon={copied ? 'check' : 'copy'} onClick={copy}>
        Copy
      </Button>
    </div>
  );
}

function settingsInWords(settings: ConnectionAnswer['settings']): (readonly [string, string])[] {
  const { iban, bic, account_name: holder, hold_days: days, holds_place: holds } = settings;
  return [
    ...(typeof iban === 'string' ? [['IBAN', groupedIban(iban)] as const] : []),
    ...(typeof bic === 'string' ? [['BIC', bic] as const] : []),
    ...(typeof holder === 'string' ? [['Account holder', holder] as const] : []),
    ...(typeof days === 'number' ? [['Buyers have', `${days} ${days === 1 ? 'day' : 'days'}`] as const] : []),
    ...(typeof holds === 'boolean' ? [['Holds a place meanwhile', holds ? 'Yes' : 'No'] as const] : []),
  ];
}
