import { Card } from '@/ui/page.tsx';
import { useMay } from '@/use-account.ts';
import { AuditLog } from './audit-log.tsx';
import { ChainCard } from './chain-card.tsx';

/** Who did what, and the proof that nobody changed what was written down. */
export function AuditSection() {
  if (!useMay('admin')) {
    return (
      <Card title="Audit log" flush>
        <p className="nothing">Admins and owners see it.</p>
      </Card>
    );
  }
  return (
    <>
      <AuditLog />
      <ChainCard />
    </>
  );
}
