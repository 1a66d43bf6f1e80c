import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { endSession, sessionsQuery } from '@/api/account.ts';
import { sentenceOf } from '@/api/client.ts';
import type { Session } from '@/api/types.ts';
import { browserInWords } from '@/lib/browser-words.ts';
import { formatMoment } from '@/lib/dates.ts';
import { Button } from '@/ui/button.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Card } from '@/ui/page.tsx';
import { showToast } from '@/ui/toast.tsx';
import { useZone } from '@/use-account.ts';

export function SessionsCard() {
  const zone = useZone();
  const { data, error, refetch } = useQuery(sessionsQuery);
  return (
    <Card title="Where you are signed in" flush>
      {!data && (error ? <Failure error={error} retry={() => void refetch()} /> : <SkeletonRows rows={2} />)}
      <ul className="session-list">
        {data?.results.map((session) => (
          <SessionRow key={session.id} session={session} zone={zone} />
        ))}
      </ul>
    </Card>
  );
}

function SessionRow({ session, zone }: { readonly session: Session; readonly zone: string }) {
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => endSession(session.id),
    onSuccess: () => showToast('Signed out there.'),
    onError: (error) => showToast(sentenceOf(error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
  return (
    <li>
      <div>
        <b>{browserInWords(session.user_agent)}</b>
        <span className="sub">
          {session.address}, last used {formatMoment(new Date(session.last_used_at), zone)}
        </span>
      </div>
      {session.current ? (
        <span className="muted">This one</span>
      ) : (
        <Button size="small" busy={isPending} onClick={() => mutate()}>
          Sign out there
        </Button>
      )}
    </li>
  );
}
