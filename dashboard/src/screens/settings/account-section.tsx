import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { changePassword, endSession, sessionsQuery } from '@/api/account.ts';
import { sentenceOf } from '@/api/client.ts';
import type { Session } from '@/api/types.ts';
import { newPassword } from '@/forms/rules.ts';
import { placeErrors, sameName } from '@/forms/server-errors.ts';
import { formatMoment } from '@/lib/dates.ts';
import { areKeysOn, switchKeys } from '@/shell/preferences.ts';
import { Button } from '@/ui/button.tsx';
import { PasswordField } from '@/ui/field.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Notice } from '@/ui/notice.tsx';
import { Card } from '@/ui/page.tsx';
import { showToast } from '@/ui/toast.tsx';
import { useZone } from '@/use-account.ts';

/** What belongs to the person, not to the organization. */
export function AccountSection() {
  return (
    <div className="columns">
      <SessionsCard />
      <div className="stack">
        <PasswordCard />
        <KeysCard />
      </div>
    </div>
  );
}

function SessionsCard() {
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

/** The browser and system that a user agent names, as far as it can be told. */
function browserInWords(userAgent: string): string {
  const browser = [
    ['Edg/', 'Edge'],
    ['Firefox/', 'Firefox'],
    ['Chrome/', 'Chrome'],
    ['Safari/', 'Safari'],
  ].find(([mark = '']) => userAgent.includes(mark))?.[1];
  const system = [
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Android', 'Android'],
    ['Windows', 'Windows'],
    ['Mac OS', 'Mac'],
    ['Linux', 'Linux'],
  ].find(([mark = '']) => userAgent.includes(mark))?.[1];
  if (browser) return system ? `${browser} on ${system}` : browser;
  return userAgent.split(' ')[0] || 'Unknown program';
}

type Passwords = { current_password: string; new_password: string };
const fieldOf = sameName<Passwords>(['current_password', 'new_password']);

function PasswordCard() {
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<string>();
  const { register, handleSubmit, setError, reset, formState } = useForm<Passwords>({
    defaultValues: { current_password: '', new_password: '' },
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async (values) => {
    setProblem(undefined);
    try {
      await changePassword(values);
      reset();
      void queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      showToast('Changed the password. Every other session has ended.');
    } catch (error) {
      setProblem(placeErrors(error, setError, fieldOf));
    }
  });
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Card
        title="Password"
        foot={
          <Button type="submit" busy={isSubmitting}>
            Change password
          </Button>
        }
      >
        {problem && <Notice tone="critical">{problem}</Notice>}
        <div className="form">
          <PasswordField
            label="Current password"
            autoComplete="current-password"
            error={errors.current_password?.message}
            {...register('current_password', {
              validate: (value) => value !== '' || 'Enter the password that you use now.',
            })}
          />
          <PasswordField
            label="New password"
            autoComplete="new-password"
            hint="At least 10 characters. Every other session ends."
            error={errors.new_password?.message}
            {...register('new_password', { validate: newPassword })}
          />
        </div>
      </Card>
    </form>
  );
}

const keys = [
  ['C', 'New link'],
  ['/', 'Search this screen'],
  ['G, then H', 'Home'],
  ['G, then L', 'Payment links'],
  ['G, then P', 'Payments'],
  ['G, then C', 'Products'],
  ['G, then S', 'Settings'],
] as const;

function KeysCard() {
  const [isOn, setOn] = useState(areKeysOn);
  return (
    <Card title="Single keys" corner={<span className="hint">on this device</span>}>
      <div className="stack">
        <label className="check">
          <input
            type="checkbox"
            checked={isOn}
            onChange={(event) => {
              setOn(event.target.checked);
              switchKeys(event.target.checked);
            }}
          />
          Use single keys where nobody types
        </label>
        <dl className="facts">
          {keys.map(([key, does]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Card>
  );
}
