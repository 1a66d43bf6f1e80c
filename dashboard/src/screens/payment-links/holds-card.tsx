import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { linkHoldsQuery, watchMs } from '@/api/payment-links.ts';
import { formatDistance, formatMoment, formatTime } from '@/lib/dates.ts';
import { Button } from '@/ui/button.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Card } from '@/ui/page.tsx';
import { part } from '@/ui/part.tsx';
import { Written } from '@/ui/written.tsx';
import { useMay } from '@/use-account.ts';
import type { HoldAnswer } from '../../../../src/platform/contract/holds.ts';

const ReleaseDialog = part(() => import('./release-dialog.tsx').then(({ ReleaseDialog }) => ReleaseDialog));

type HoldsCardProps = { readonly linkId: string; readonly zone: string };

/** Who keeps places of a limited link now, and the way to take one back. */
export function HoldsCard({ linkId, zone }: HoldsCardProps) {
  const [releasing, setReleasing] = useState<HoldAnswer>();
  const mayRelease = useMay('staff');
  const { data, error, refetch } = useQuery({ ...linkHoldsQuery(linkId), refetchInterval: watchMs });
  return (
    <Card
      title="Held places"
      corner={data?.next ? <span className="hint">the newest {data.results.length}</span> : undefined}
      flush
    >
      {!data && (error ? <Failure error={error} retry={() => void refetch()} /> : <SkeletonRows rows={2} />)}
      {data?.results.length === 0 && <p className="nothing">Nobody holds a place right now.</p>}
      {data && data.results.length > 0 && (
        <table className="table table-plain">
          <thead>
            <tr>
              <th scope="col">Buyer</th>
              {mayRelease && (
                <th scope="col" className="end">
                  <span className="screen-reader">Release</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {data.results.map((hold) => (
              <tr key={hold.checkout_id}>
                <td>
                  <div>
                    <Written>{hold.payer_email}</Written>
                  </div>
                  <div
                    className="muted small"
                    title={`Since ${formatMoment(new Date(hold.held_since), zone)}`}
                  >
                    {factsOf(hold, zone).join(', ')}
                  </div>
                </td>
                {mayRelease && (
                  <td className="end">
                    <Button
                      look="quiet"
                      size="small"
                      aria-label={`Release the place of ${hold.payer_email}`}
                      onClick={() => setReleasing(hold)}
                    >
                      Release
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Suspense>
        {releasing && (
          <ReleaseDialog linkId={linkId} hold={releasing} onClose={() => setReleasing(undefined)} />
        )}
      </Suspense>
    </Card>
  );
}

function factsOf(hold: HoldAnswer, zone: string): string[] {
  const { expires_at: expiresAt, address_hash: address } = hold;
  return [
    `taken ${formatDistance(new Date(hold.held_since))}`,
    ...(hold.is_transfer ? ['waits for a transfer'] : []),
    expiresAt ? `held until ${untilInWords(new Date(expiresAt), zone)}` : 'being paid',
    ...(hold.is_renewed ? ['extended'] : []),
    ...(address ? [`address ${address}`] : []),
    ...(hold.lapses > 0 ? [`lapsed ${hold.lapses} times before`] : []),
  ];
}

const dayMs = 86_400_000;

/** `14:31` within half a day, else `21 May, 14:31`. */
function untilInWords(until: Date, zone: string): string {
  const isSoon = until.getTime() - Date.now() < dayMs / 2;
  return isSoon ? formatTime(until, zone) : formatMoment(until, zone);
}
