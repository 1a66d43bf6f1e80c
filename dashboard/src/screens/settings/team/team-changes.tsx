import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { auditLogQuery } from '@/api/audit-log.ts';
import { actorInWords, sentenceOfEntry } from '@/lib/audit-words.ts';
import { formatDay } from '@/lib/dates.ts';
import { Icon, type IconName } from '@/ui/icon.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Card } from '@/ui/page.tsx';
import { useZone } from '@/use-account.ts';
import type { AuditAction } from '../../../../../src/platform/contract/audit-actions.ts';

const icons: Partial<Record<AuditAction, IconName>> = {
  'team.member_invited': 'mail',
  'team.member_joined': 'check',
  'team.role_changed': 'arrowRight',
};
const shownChanges = 6;

/** The newest of the audit log about the team, for those who may read it. */
export function TeamChanges() {
  const zone = useZone();
  const { data, error, refetch } = useQuery(auditLogQuery({ area: 'team', limit: shownChanges }));
  return (
    <Card
      title="Changes to the team"
      corner={
        <Link to="/settings/$section" params={{ section: 'audit-log' }} search={{ what: 'team' }}>
          Audit log
        </Link>
      }
    >
      {!data && (error ? <Failure error={error} retry={() => void refetch()} /> : <SkeletonRows rows={3} />)}
      {data?.results.length === 0 && <p className="muted">Nobody was invited yet.</p>}
      <ol className="timeline">
        {data?.results.map((entry) => (
          <li key={entry.id}>
            <Icon name={icons[entry.action] ?? 'close'} className="muted" />
            <span>
              {sentenceOfEntry(entry)}
              <span className="sub">by {actorInWords(entry.actor)}</span>
            </span>
            <time dateTime={entry.created_at}>{formatDay(new Date(entry.created_at), zone)}</time>
          </li>
        ))}
      </ol>
    </Card>
  );
}
