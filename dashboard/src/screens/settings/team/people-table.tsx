import type { Team } from '@/api/team.ts';
import { formatDistance, formatMoment } from '@/lib/dates.ts';
import { initialsOf } from '@/lib/initials.ts';
import { roleNames } from '@/lib/role-words.ts';
import { Button } from '@/ui/button.tsx';
import { Select } from '@/ui/field.tsx';
import { Icon } from '@/ui/icon.tsx';
import { WaitingPill } from '@/ui/pill.tsx';
import { Written } from '@/ui/written.tsx';
import { useAccount, useMay, useZone } from '@/use-account.ts';
import { isolated } from '../../../../../src/platform/contract/directions.ts';
import { decidesAbout, isAtLeast, type Role, roles } from '../../../../../src/platform/contract/roles.ts';
import type { InvitationAnswer, MemberAnswer } from '../../../../../src/platform/contract/team.ts';
import type { Asked } from './team-dialog.tsx';
import { useInviteAgain, useRoleChange, useWithdrawal } from './use-team-changes.ts';

type TableProps = {
  readonly team: Team;
  readonly isOnlyOwner: boolean;
  readonly onAsk: (asked: Asked) => void;
};

/** Members, then who is invited. */
export function PeopleTable({ team, isOnlyOwner, onAsk }: TableProps) {
  const seesMore = useMay('admin');
  return (
    <table className="table people-table">
      <thead>
        <tr>
          <th scope="col">Person</th>
          <th scope="col">Role</th>
          {seesMore && (
            <>
              <th scope="col">Two-factor</th>
              <th scope="col">Last here</th>
            </>
          )}
          <th scope="col">
            <span className="screen-reader">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {team.results.map((member) => (
          <MemberRow
            key={member.id}
            member={member}
            isOnlyOwner={isOnlyOwner}
            seesMore={seesMore}
            onAsk={onAsk}
          />
        ))}
        {team.invitations.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} seesMore={seesMore} onAsk={onAsk} />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = Pick<TableProps, 'onAsk'> & {
  /** Whether the columns for those who look after the team stand there. */
  readonly seesMore: boolean;
};

type MemberProps = RowProps & { readonly member: MemberAnswer; readonly isOnlyOwner: boolean };

function MemberRow({ member, isOnlyOwner, seesMore, onAsk }: MemberProps) {
  const zone = useZone();
  const { user, role } = useAccount();
  const isOwn = member.id === user.id;
  return (
    <tr>
      <td className="cell-person">
        <Person name={member.name} mail={member.email} isOwn={isOwn} />
      </td>
      <td className="cell-role">
        <RoleOf member={member} isOwn={isOwn} isOnlyOwner={isOnlyOwner} onAsk={onAsk} />
      </td>
      {seesMore && (
        <>
          <td className="cell-factor">
            {member.second_factor ? (
              <span className="row">
                <Icon name="check" size={14} className="up" />
                <span className="narrow-only">Two-factor on</span>
                <span className="wide-only">On</span>
              </span>
            ) : (
              <span className="muted">
                <span className="narrow-only">Two-factor off</span>
                <span className="wide-only">Off</span>
              </span>
            )}
          </td>
          <td className="cell-seen muted number">
            <span className="narrow-only">{isOwn ? 'here ' : 'last here '}</span>
            {isOwn ? 'now' : seenInWords(member.last_active_at, zone)}
          </td>
        </>
      )}
      <td className="cell-actions end">
        {isOwn && !isOnlyOwner && (
          <Button size="small" look="quiet" onClick={() => onAsk({ what: 'leave' })}>
            Leave
          </Button>
        )}
        {!isOwn && decidesAbout(role, member.role) && (
          <Button
            size="small"
            look="quiet"
            aria-label={`Remove ${isolated(member.name)}`}
            onClick={() => onAsk({ what: 'remove', member })}
          >
            Remove
          </Button>
        )}
      </td>
    </tr>
  );
}

const justNowMs = 120_000;
const nearMs = 3_600_000;

/** `12 minutes ago`, `today, 09:20`; a dash for somebody who was not here for a month. */
function seenInWords(at: string | null, zone: string): string {
  if (at === null) return '–';
  const instant = new Date(at);
  const ageMs = Date.now() - instant.getTime();
  // Use is noted once a minute.
  if (ageMs < justNowMs) return 'just now';
  return ageMs < nearMs ? formatDistance(instant) : formatMoment(instant, zone);
}

type RoleProps = {
  readonly member: MemberAnswer;
  readonly isOwn: boolean;
  readonly isOnlyOwner: boolean;
  readonly onAsk: (asked: Asked) => void;
};

/** A select of the roles that one may give; where one may give none, the role alone. */
function RoleOf({ member, isOwn, isOnlyOwner, onAsk }: RoleProps) {
  const { role: own } = useAccount();
  const { mutate, isPending, variables } = useRoleChange();
  const choices = isOwn
    ? roles.filter((role) => isAtLeast(member.role, role))
    : roles.filter((role) => decidesAbout(own, role));
  const mayAsk = isAtLeast(own, 'admin') && (isOwn || decidesAbout(own, member.role));
  if (!mayAsk) return <span className="soft">{roleNames[member.role]}</span>;
  const choose = (role: Role) => {
    // What oneself cannot take back, and what gives the organization away, is asked first.
    if (isOwn || role === 'owner') onAsk({ what: 'role', member, role });
    else mutate({ member, role });
  };
  return (
    <span className="select-small">
      <Select
        aria-label={`Role of ${isolated(member.name)}`}
        choices={choices.toReversed().map((role) => ({ value: role, label: roleNames[role] }))}
        value={isPending ? variables.role : member.role}
        disabled={isPending || (isOwn && isOnlyOwner)}
        onChange={(event) => choose(event.target.value as Role)}
      />
    </span>
  );
}

function InvitationRow({
  invitation,
  seesMore,
  onAsk,
}: RowProps & { readonly invitation: InvitationAnswer }) {
  const zone = useZone();
  const { role: own } = useAccount();
  const again = useInviteAgain(onAsk);
  const withdrawal = useWithdrawal();
  const { email, role } = invitation;
  const until = `until ${formatMoment(new Date(invitation.expires_at), zone)}`;
  return (
    <tr>
      <td className="cell-person">
        <span className="person">
          <span className="avatar avatar-waiting" aria-hidden="true">
            {initialsOf(invitation.name ?? email)}
          </span>
          <span className="person-name">
            <span className="name">
              <Written>{invitation.name ?? email}</Written>
            </span>
            <span className="sub">
              {invitation.name && (
                <>
                  <Written>{email}</Written>,{' '}
                </>
              )}
              invited by <Written>{invitation.invited_by}</Written>,{' '}
              {formatMoment(new Date(invitation.created_at), zone)}
            </span>
          </span>
        </span>
      </td>
      <td className="cell-role">
        <span className="soft">{roleNames[role]}</span>
        {!seesMore && <span className="sub">invited, {until}</span>}
      </td>
      {seesMore && (
        <td className="cell-factor" colSpan={2}>
          <WaitingPill />
          <span className="sub">{until}</span>
        </td>
      )}
      <td className="cell-actions end">
        {decidesAbout(own, role) && (
          <>
            <Button
              size="small"
              busy={again.isPending}
              aria-label={`Resend the invitation of ${email}`}
              onClick={() => again.mutate(invitation)}
            >
              Resend
            </Button>
            <Button
              size="small"
              look="quiet"
              busy={withdrawal.isPending}
              aria-label={`Take back the invitation of ${email}`}
              onClick={() => withdrawal.mutate(invitation)}
            >
              Take back
            </Button>
          </>
        )}
      </td>
    </tr>
  );
}

type PersonProps = { readonly name: string; readonly mail: string; readonly isOwn: boolean };

function Person({ name, mail, isOwn }: PersonProps) {
  return (
    <span className="person">
      <span className="avatar" aria-hidden="true">
        {initialsOf(name)}
      </span>
      <span className="person-name">
        <span className="name">
          <Written>{name}</Written>
          {isOwn && <span className="muted"> (you)</span>}
        </span>
        <span className="sub">
          <Written>{mail}</Written>
        </span>
      </span>
    </span>
  );
}
