import { useQuery } from '@tanstack/react-query';
import { apiKeysQuery } from '@/api/api-keys.ts';
import { formatMoment } from '@/lib/dates.ts';
import { useMode } from '@/mode.ts';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Card } from '@/ui/page.tsx';
import { KeyPill } from '@/ui/pill.tsx';
import { Written } from '@/ui/written.tsx';
import { useZone } from '@/use-account.ts';

/** The keys of the mode that is looked at. */
export function KeysSection() {
  const mode = useMode();
  const zone = useZone();
  const { data, error, refetch } = useQuery(apiKeysQuery);
  const keys = data?.results.filter((key) => key.mode === mode);
  return (
    <Card title="API keys" flush>
      {!keys && (error ? <Failure error={error} retry={() => void refetch()} /> : <SkeletonRows rows={3} />)}
      {keys?.length === 0 && <p className="nothing">There is no {mode} key yet.</p>}
      <ul className="session-list">
        {keys?.map((key) => (
          <li key={key.id}>
            <div>
              <b>
                <Written>{key.name}</Written>
              </b>
              <span className="sub mono">{key.prefix}…</span>
              <span className="sub">
                {key.last_used_at ? `Used ${formatMoment(new Date(key.last_used_at), zone)}` : 'Never used'}
              </span>
            </div>
            <KeyPill status={key.status} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
