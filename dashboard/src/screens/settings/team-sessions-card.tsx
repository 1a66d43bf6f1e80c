import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sessionsQuery } from '@/api/account.ts';
import { sentenceOf } from '@/api/client.ts';
import { endTeamSession, signMemberOut, teamSessionsQuery } from '@/api/team.ts';
import { signInWords } from '@/lib/audit-words.ts';
import { browserInWords } from '@/lib/browser-words.ts';
import { formatMoment } from '@/lib/dates.ts';
import { Button } from '@/ui/button.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Card } from '@/ui/page.tsx';
import { Pager } from '@/ui/pager.tsx';
import { showToast } from '@/ui/toast.tsx';
import { Written } from '@/ui/written.tsx';
import { useAccount, useZone } from '@/use-account.ts';
import type { TeamSessionAnswer } from '../../../../src/platform/contract/accounts.ts';
import { isolated } from '../../../../src/platform/contract/directions.ts';

/** Who is signed in where, for owners: person, device, since when and how, each with the way to end it. */
export function TeamSessionsCard() {
  const { organization } = useAccount();
  const zone = useZone();
  const [cursor, setCursor] = useState<string>();
  const { data, error, refetch } = useQuery(teamSessionsQuery(cursor));
  const sessions = data?.results ?? [];
  const people = [...new Set(sessions.map(({ user }) => user.id))];
  return (
    <Card title={`Who is signed in to ${isolated(organization.name)}`} flush>
      <p className="card-lead muted">
        Whoever is signed out here may sign in again. To end that for good, remove them from the team.
      </p>
      {!data && (error ? <Failure error={error} retry={() => void refetch()} /> : <SkeletonRows rows={3} />)}
      <ul className="session-list">
        {people.map((id) => (
          <PersonSessions key={id} sessions={sessions.filter(({ user }) => user.id === id)} zone={zone} />
        ))}
      </ul>
      {data && <Pager page={data} noun={['session', 'sessions']} zone={zone} onTurn={setCursor} />}
    </Card>
  );
}

type PersonProps = { readonly sessions: readonly TeamSessionAnswer[]; readonly zone: string };

function PersonSessions({ sessions, zone }: PersonProps) {
  const { user: own } = useAccount();
  const all = useSigningOut((id: string) => signMemberOut(id), 'Signed out everywhere here.');
  const [first] = sessions;
  if (!first) return null;
  const { user } = first;
  return (
    <li className="person-sessions">
      <div className="spread">
        <b>
          <Written>{user.name}</Written>
          {user.id === own.id && <span className="muted"> (you)</span>}
        </b>
        {user.id !== own.id && (
          <Button
            size="small"
            busy={all.isPending}
            aria-label={`Sign out everywhere: ${isolated(user.name)}`}
            onClick={() => all.mutate(user.id)}
          >
            Sign out everywhere
          </Button>
        )}
      </div>
      <ul>
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} zone={zone} />
        ))}
      </ul>
    </li>
  );
}

function SessionRow({ session, zone }: { readonly session: TeamSessionAnswer; readonly zone: string }) {
  const one = useSigningOut((id: string) => endTeamSession(id), 'Signed out there.');
  const how = signInWords(session.method, session.second_factor);
  return (
    <li>
      <div>
        {browserInWords(session.user_agent)}
        <span className="sub">
          {session.address}, since {formatMoment(new Date(session.created_at), zone)}
          {how && `, ${how}`}; last used {formatMoment(new Date(session.last_used_at), zone)}
        </span>
      </div>
      {session.current ? (
        <span className="muted">This one</span>
      ) : (
        <Button
          size="small"
          look="quiet"
          busy={one.isPending}
          aria-label={`Sign out: ${isolated(session.user.name)}, ${browserInWords(session.user_agent)}`}
          onClick={() => one.mutate(session.id)}
        >
          Sign out
        </Button>
      )}
    </li>
  );
}

function useSigningOut(end: (id: string) => Promise<void>, said: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: end,
    onSuccess: () => showToast(said),
    onError: (error) => showToast(sentenceOf(error)),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['team-sessions'] }),
        queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
      ]),
  });
}
