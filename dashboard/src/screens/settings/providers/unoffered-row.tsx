import { Suspense, useState } from 'react';
import { formatDay, formatMoment } from '@/lib/dates.ts';
import { Button } from '@/ui/button.tsx';
import { ConnectionPill } from '@/ui/pill.tsx';
import { useZone } from '@/use-account.ts';
import type { ConnectionAnswer } from '../../../../../src/platform/contract/connections.ts';
import { connectDialogs } from './connect-dialogs.tsx';

/** What each is good for, in a line. */
const uses: Readonly<Record<string, string>> = {
  bank: 'Straight to your account, EUR only.',
  mollie: 'Cards, iDEAL and local ways to pay.',
  paypal: 'PayPal balance, bank and card.',
  stripe: 'Cards, wallets and local ways to pay.',
};

/** A provider that is not connected, or not any more, with what is still open there. */
export function UnofferedRow({
  row,
  mayChange,
}: {
  readonly row: ConnectionAnswer;
  readonly mayChange: boolean;
}) {
  const zone = useZone();
  const [isAsked, setAsked] = useState(false);
  const ConnectDialog = connectDialogs[row.provider];
  const { disconnected_at: left } = row;
  const open = row.open_payments + row.open_refunds;
  return (
    <li>
      <div>
        <div className="provider-name">
          <b>{row.label}</b>
          <ConnectionPill status={row.status} />
        </div>
        <span className="sub">
          {row.status === 'disconnected' && left
            ? `Since ${formatMoment(new Date(left), zone)}.`
            : (uses[row.provider] ?? '')}
        </span>
      </div>
      {mayChange && ConnectDialog && (
        <div className="provider-actions">
          <Button size="small" onClick={() => setAsked(true)} aria-haspopup="dialog">
            Connect
          </Button>
        </div>
      )}
      {row.status === 'disconnected' && open > 0 && (
        <p className="provider-fix hint">
          {stillOpen(row)} finished with what is stored.
          {row.credentials_kept_until &&
            ` It is deleted when nothing is open, at the latest on ${formatDay(new Date(row.credentials_kept_until), zone)}.`}
        </p>
      )}
      <Suspense>
        {isAsked && ConnectDialog && <ConnectDialog row={row} onClose={() => setAsked(false)} />}
      </Suspense>
    </li>
  );
}

function stillOpen({ open_payments: payments, open_refunds: refunds }: ConnectionAnswer): string {
  const parts = [
    payments > 0 && `${payments} ${payments === 1 ? 'payment' : 'payments'}`,
    refunds > 0 && `${refunds} ${refunds === 1 ? 'refund' : 'refunds'}`,
  ].filter(Boolean);
  return `${parts.join(' and ')} ${payments + refunds === 1 ? 'is' : 'are'} still open there and will be`;
}
