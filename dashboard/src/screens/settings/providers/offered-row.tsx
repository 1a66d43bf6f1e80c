import { type ComponentProps, Suspense, useState } from 'react';
import { formatDistance, formatMoment } from '@/lib/dates.ts';
import { Button } from '@/ui/button.tsx';
import { Icon } from '@/ui/icon.tsx';
import { part } from '@/ui/part.tsx';
import { ConnectionPill, OnPill } from '@/ui/pill.tsx';
import { Written } from '@/ui/written.tsx';
import { useZone } from '@/use-account.ts';
import type { ConnectionAnswer } from '../../../../../src/platform/contract/connections.ts';
import { transferProvider } from '../../../../../src/platform/kit/transfer-provider.ts';
import { connectDialogs } from './connect-dialogs.tsx';
import { openInWords } from './open-words.ts';
import { useCheck } from './use-check.ts';

/** Built in, for test cards: always there, and nothing to set. */
const builtIn = 'sandbox';

const ManageDialog = part(() => import('./manage-dialog.tsx').then(({ ManageDialog }) => ManageDialog));
const DisconnectDialog = part(() =>
  import('./disconnect-dialog.tsx').then(({ DisconnectDialog }) => DisconnectDialog),
);

type Handle = ComponentProps<'button'> | undefined;

function Grip({ handle }: { readonly handle: Handle }) {
  if (!handle) return <span />;
  return (
    <button type="button" className="grip" {...handle}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        {[3, 8, 13].flatMap((y) => [
          <circle key={`left ${y}`} cx="5.5" cy={y} r="1.3" fill="currentColor" />,
          <circle key={`right ${y}`} cx="10.5" cy={y} r="1.3" fill="currentColor" />,
        ])}
      </svg>
    </button>
  );
}

type RowProps = {
  readonly row: ConnectionAnswer;
  readonly handle: Handle;
  readonly isHeld: boolean;
  readonly mayChange: boolean;
};

/** A provider that buyers are offered, with what is wrong with it and the way out. */
export function OfferedRow({ row, handle, isHeld, mayChange }: RowProps) {
  const [asked, setAsked] = useState<'manage' | 'change' | 'disconnect'>();
  const check = useCheck(row);
  const close = () => setAsked(undefined);
  const ConnectDialog = connectDialogs[row.provider];
  return (
    <li className={isHeld ? 'is-held' : undefined}>
      <Grip handle={handle} />
      <div>
        <div className="provider-name">
          <b>{row.label}</b>
          {row.provider === builtIn ? <OnPill word="Always there" /> : <ConnectionPill status={row.status} />}
        </div>
        {row.provider === builtIn ? (
          <span className="sub">Built in. Every outcome, no money.</span>
        ) : (
          <ProviderFacts row={row} />
        )}
      </div>
      {mayChange && row.provider !== builtIn && (
        <div className="provider-actions">
          <Button size="small" onClick={() => setAsked('manage')} aria-haspopup="dialog">
            Manage
          </Button>
          <Button size="small" look="quiet" onClick={() => setAsked('disconnect')} aria-haspopup="dialog">
            Disconnect
          </Button>
        </div>
      )}
      {row.problem && (
        <div className="notice notice-critical provider-fix" role="alert">
          <Icon name="warning" />
          <div>
            <p>{row.problem}</p>
            {openInWords(row) && <p>{openInWords(row)}</p>}
            {mayChange && (
              <div className="row wrap">
                {ConnectDialog && (
                  <Button size="small" look="primary" onClick={() => setAsked('change')}>
                    Change
                  </Button>
                )}
                <Button
                  size="small"
                  look="quiet"
                  icon="again"
                  busy={check.isPending}
                  onClick={() => check.mutate()}
                >
                  Check again
                </Button>
              </div>
            )}
          </div>
        </div>
      )}
      <Suspense>
        {asked === 'manage' && <ManageDialog row={row} onClose={close} onChange={() => setAsked('change')} />}
        {asked === 'change' && ConnectDialog && <ConnectDialog row={row} onClose={close} />}
        {asked === 'disconnect' && <DisconnectDialog row={row} onClose={close} />}
      </Suspense>
    </li>
  );
}

/** Which account it is, what buyers read, and what was heard of it last. */
function ProviderFacts({ row }: { readonly row: ConnectionAnswer }) {
  const zone = useZone();
  const last4 = Object.values(row.credentials).find(({ set }) => set)?.last4;
  const holder = row.settings.account_name;
  const heard = heardInWords(row, zone);
  const ways = row.ways.map(({ label }) => `“${label}”`).join(', ');
  return (
    <>
      <span className="sub">
        {row.account_label && <Written>{row.account_label}</Written>}
        {typeof holder === 'string' && (
          <>
            , <Written>{holder}</Written>
          </>
        )}
        {last4 && (
          <>
            , key <span className="nowrap">•••• {last4}</span>
          </>
        )}
      </span>
      {ways && <span className="sub">Buyers read {ways}</span>}
      {heard && <span className="sub">{heard}</span>}
    </>
  );
}

function heardInWords(row: ConnectionAnswer, zone: string): string | undefined {
  if (row.provider === transferProvider) {
    return row.mode === 'sandbox' ? 'EUR only. A statement is whatever you upload.' : 'EUR only.';
  }
  const last = row.last_notification_at && new Date(row.last_notification_at);
  if (row.notification_status === 'waiting') return 'No notification has come yet.';
  if (row.notification_status === 'failing' && last) {
    return `The last notification, ${formatMoment(last, zone)}, was not signed with the secret that is set.`;
  }
  return last ? `Last notification ${formatDistance(last)}.` : undefined;
}
