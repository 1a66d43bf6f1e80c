import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { providersQuery } from '@/api/providers.ts';
import { Key } from '@/ui/button.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Card } from '@/ui/page.tsx';
import { useMay } from '@/use-account.ts';
import { useLive } from '@/use-live.ts';
import { ProviderList } from './provider-list.tsx';

/** Who moves the money: in which order buyers are offered it, whether it works, and how to change that. */
export function ProvidersSection() {
  const maySee = useMay('staff');
  const mayChange = useMay('admin');
  if (!maySee) {
    return (
      <Card title="Providers" flush>
        <p className="nothing">Staff, admins and owners see them.</p>
      </Card>
    );
  }
  return <Providers mayChange={mayChange} />;
}

function Providers({ mayChange }: { readonly mayChange: boolean }) {
  const { data, error, refetch } = useQuery(providersQuery);
  const { isLive } = useLive();
  if (!data) {
    return error ? (
      <Failure error={error} retry={() => void refetch()} />
    ) : (
      <div className="card">
        <SkeletonRows rows={3} />
      </div>
    );
  }
  const of = (mode: 'live' | 'sandbox') => data.filter((row) => row.mode === mode);
  return (
    <>
      <div className="spread wrap">
        <p className="soft">
          Buyers see what is connected, in this order.
          {mayChange && (
            <span className="wide-only">
              {' '}
              Drag a row, or take it with <Key>Space</Key> and move it with <Key>↑</Key> <Key>↓</Key>.
            </span>
          )}
        </p>
        {!isLive && mayChange && <Link to="/live">What is missing to go live</Link>}
      </div>
      <div className="columns-equal">
        <ProviderList mode="live" rows={of('live')} mayChange={mayChange} />
        <ProviderList mode="sandbox" rows={of('sandbox')} mayChange={mayChange} />
      </div>
    </>
  );
}
