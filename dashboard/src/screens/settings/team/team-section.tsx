import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { teamQuery } from '@/api/team.ts';
import { useKeptDraft } from '@/forms/use-kept-draft.ts';
import { Button } from '@/ui/button.tsx';
import { Icon } from '@/ui/icon.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Card } from '@/ui/page.tsx';
import { part } from '@/ui/part.tsx';
import { useAccount, useMay } from '@/use-account.ts';
import { PeopleTable } from './people-table.tsx';
import { RoleLadder } from './role-ladder.tsx';
import type { Asked } from './team-dialog.tsx';
import { invitationDraft } from './use-team-changes.ts';

// With the words of every entry of the audit log.
const TeamChanges = part(() => import('./team-changes.tsx').then(({ TeamChanges }) => TeamChanges));
const TeamDialog = part(() => import('./team-dialog.tsx').then(({ TeamDialog }) => TeamDialog));

/** Who belongs here, as what, and who is invited. */
export function TeamSection() {
  const { data: team, error, refetch } = useQuery(teamQuery);
  const mayChange = useMay('admin');
  const { user, role } = useAccount();
  const isHalfInvited = useKeptDraft(invitationDraft) !== undefined;
  const [asked, setAsked] = useState<Asked | undefined>(
    isHalfInvited && mayChange ? { what: 'invite' } : undefined,
  );
  if (!team) {
    return (
      <Card title="Team">
        {error ? <Failure error={error} retry={() => void refetch()} /> : <SkeletonRows rows={4} />}
      </Card>
    );
  }
  const isOnlyOwner =
    role === 'owner' && !team.results.some((member) => member.role === 'owner' && member.id !== user.id);
  return (
    <>
      <section className="card">
        <div className="card-head">
          <h2>Team</h2>
          {mayChange && (
            <Button size="small" look="primary" icon="plus" onClick={() => setAsked({ what: 'invite' })}>
              Invite
            </Button>
          )}
        </div>
        <PeopleTable team={team} isOnlyOwner={isOnlyOwner} onAsk={setAsked} />
        <p className="why">
          <Icon name="info" />
          <span>{ruleFor(role, isOnlyOwner)}</span>
        </p>
      </section>
      <div className="columns-equal">
        <RoleLadder team={team} />
        {mayChange && <TeamChanges />}
      </div>
      {asked && <TeamDialog asked={asked} onAsk={setAsked} onClose={() => setAsked(undefined)} />}
    </>
  );
}

function ruleFor(role: string, isOnlyOwner: boolean) {
  if (isOnlyOwner) {
    return (
      <>
        <b>You are the only owner.</b> An organization always keeps one, so you cannot step down or leave yet.
        Make somebody else owner first.
      </>
    );
  }
  if (role === 'owner') return 'You may step down or leave, because there is another owner.';
  if (role === 'admin')
    return 'You look after viewers and staff. Only an owner makes, changes and removes admins and owners.';
  return 'Owners and admins invite people, and change and remove them.';
}
