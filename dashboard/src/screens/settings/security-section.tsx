import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { secondFactorQuery } from '@/api/second-factor.ts';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Card } from '@/ui/page.tsx';
import { useMay } from '@/use-account.ts';
import { AuthenticatorCard } from './authenticator-card.tsx';
import { PasskeysCard } from './passkeys-card.tsx';
import { PasswordCard } from './password-card.tsx';
import { RecoveryCard } from './recovery-card.tsx';
import { RequireCard } from './require-card.tsx';
import { SessionsCard } from './sessions-card.tsx';
import { TeamSessionsCard } from './team-sessions-card.tsx';

/** How one signs in: what beside the password, and where one is signed in. */
export function SecuritySection() {
  const { data, error, refetch } = useQuery(secondFactorQuery);
  const isOwner = useMay('owner');
  // Codes are shown once, whichever card made them.
  const [codes, setCodes] = useState<readonly string[]>();
  return (
    <div className="columns">
      <div className="stack">
        {!data && (
          <Card title="Second factor">
            {error ? <Failure error={error} retry={() => void refetch()} /> : <SkeletonRows rows={3} />}
          </Card>
        )}
        {data && (
          <>
            <RecoveryCard factor={data} codes={codes} onCodes={setCodes} />
            <AuthenticatorCard factor={data} onCodes={setCodes} />
            <PasskeysCard factor={data} onCodes={setCodes} />
            {isOwner && <RequireCard factor={data} />}
          </>
        )}
        {isOwner && <TeamSessionsCard />}
      </div>
      <div className="stack">
        <SessionsCard />
        <PasswordCard />
      </div>
    </div>
  );
}
