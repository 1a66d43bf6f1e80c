import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { acceptInvitation, invitationQuery, joinAsSignedIn, visitorQuery } from '@/api/account.ts';
import { sentenceOf } from '@/api/client.ts';
import { readChallenge } from '@/api/second-factor.ts';
import { readToken } from '@/api/session.ts';
import { newPassword, textOf } from '@/forms/rules.ts';
import { placeErrors, sameName } from '@/forms/server-errors.ts';
import { roleNames } from '@/lib/role-words.ts';
import { Button } from '@/ui/button.tsx';
import { PasswordField, TextField } from '@/ui/field.tsx';
import { Notice } from '@/ui/notice.tsx';
import { Written } from '@/ui/written.tsx';
import { isolated } from '../../../../src/platform/contract/directions.ts';
import type { InvitationViewAnswer } from '../../../../src/platform/contract/team.ts';
import { AccountPage } from './account-page.tsx';
import { type Challenge, SecondFactorForm as SecondFactorStep } from './second-factor-step.tsx';
import { takeToken } from './take-token.ts';
import { useArrival } from './use-arrival.ts';

/** Where the mail of an invitation leads. */
export function InvitationScreen() {
  const [token] = useState(takeToken);
  const { data: invitation, error } = useQuery(invitationQuery(token));
  const signedIn = useQuery({ ...visitorQuery, enabled: readToken() !== undefined });
  return (
    <AccountPage title={invitation ? `Join ${isolated(invitation.organization_name)}` : 'Invitation'}>
      {token === undefined && (
        <Notice tone="neutral" title="This link is not whole">
          Open it from the mail again, or ask to be invited again.
        </Notice>
      )}
      {error && <Notice tone="critical">{sentenceOf(error)}</Notice>}
      {token && invitation && !signedIn.isLoading && (
        <Acceptance
          token={token}
          invitation={invitation}
          isSignedIn={signedIn.data?.user.email === invitation.email}
        />
      )}
    </AccountPage>
  );
}

type Values = { name: string; password: string };
const fieldOf = sameName<Values>(['name', 'password']);

type AcceptanceProps = {
  readonly token: string;
  readonly invitation: InvitationViewAnswer;
  /** As whoever was invited. */
  readonly isSignedIn: boolean;
};

/** Somebody new chooses a name and a password; an account that exists gives its own, unless it is signed in here. */
function Acceptance({ token, invitation, isSignedIn }: AcceptanceProps) {
  const arrive = useArrival();
  const [problem, setProblem] = useState<string>();
  const [asked, setAsked] = useState<Challenge & { readonly password: string }>();
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    defaultValues: { name: invitation.name ?? '', password: '' },
  });
  const { errors, isSubmitting } = formState;
  const isNew = !invitation.has_account;
  const submit = handleSubmit(async ({ name, password }) => {
    setProblem(undefined);
    try {
      const named = isNew ? { name: name.trim() } : {};
      arrive(await (isSignedIn ? joinAsSignedIn(token) : acceptInvitation({ token, password, ...named })));
    } catch (error) {
      const challenge = readChallenge(error);
      if (challenge) setAsked({ ...challenge, password });
      else setProblem(placeErrors(error, setError, fieldOf));
    }
  });
  if (asked) {
    return (
      <SecondFactorStep
        asked={asked}
        complete={(given) => acceptInvitation({ token, password: asked.password, ...given })}
        onSignedIn={arrive}
        onBack={() => setAsked(undefined)}
      />
    );
  }
  return (
    <form className="form" onSubmit={(event) => void submit(event)} noValidate>
      {problem && <Notice tone="critical">{problem}</Notice>}
      <p className="soft">
        <Written>{invitation.invited_by}</Written> invites <Written>{invitation.email}</Written> as{' '}
        {roleNames[invitation.role]}.
      </p>
      {isNew && (
        <>
          <TextField
            label="Your name"
            dir="auto"
            limit={120}
            autoComplete="name"
            error={errors.name?.message}
            {...register('name', { validate: textOf('your name', 120) })}
          />
          <PasswordField
            label="Password"
            hint="At least 10 characters. A few words are easy to keep in mind."
            autoComplete="new-password"
            error={errors.password?.message}
            {...register('password', { validate: newPassword })}
          />
        </>
      )}
      {!isNew && !isSignedIn && (
        <PasswordField
          label="Password"
          hint="Of the account that you have."
          corner={
            <Link to="/forgot-password" className="hint">
              Forgot it?
            </Link>
          }
          autoComplete="current-password"
          error={errors.password?.message}
          {...register('password', { validate: (value) => value !== '' || 'Enter your password.' })}
        />
      )}
      <Button type="submit" look="primary" size="tall" wide busy={isSubmitting}>
        Join
      </Button>
    </form>
  );
}
