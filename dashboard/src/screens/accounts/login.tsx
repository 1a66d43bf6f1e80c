import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useForm } from 'react-hook-form';
import { logIn, redeemOneTimeToken } from '@/api/account.ts';
import { sentenceOf } from '@/api/client.ts';
import { completeSignIn, readChallenge } from '@/api/second-factor.ts';
import { email } from '@/forms/rules.ts';
import { placeErrors, sameName } from '@/forms/server-errors.ts';
import { Button } from '@/ui/button.tsx';
import { PasswordField, TextField } from '@/ui/field.tsx';
import { Notice } from '@/ui/notice.tsx';
import { AccountPage } from './account-page.tsx';
import { type Challenge, SecondFactorStep } from './second-factor-step.tsx';
import { takeToken } from './take-token.ts';
import { useArrival } from './use-arrival.ts';

type Values = { readonly email: string; readonly password: string };
const fieldOf = sameName<Values>(['email', 'password']);

export function LoginScreen() {
  const { next, ended } = getRouteApi('/login').useSearch();
  const arrive = useArrival();
  const [problem, setProblem] = useState<string>();
  const [asked, setAsked] = useState<Challenge>();
  const oneTime = useOneTimeSignIn(setAsked);
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    defaultValues: { email: '', password: '' },
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async (values) => {
    setProblem(undefined);
    try {
      arrive(await logIn({ ...values, email: values.email.trim() }), next);
    } catch (error) {
      const challenge = readChallenge(error);
      if (challenge) setAsked(challenge);
      else setProblem(placeErrors(error, setError, fieldOf));
    }
  });
  if (asked) {
    return (
      <SecondFactorStep
        asked={asked}
        complete={(given) => completeSignIn({ challenge: asked.challenge, ...given })}
        onSignedIn={(signedIn) => arrive(signedIn, next)}
        onBack={() => setAsked(undefined)}
      />
    );
  }
  if (oneTime.isRunning) return <AccountPage title="Signing in">{null}</AccountPage>;
  const notice = problem ?? oneTime.problem;
  return (
    <AccountPage title="Sign in">
      {notice && <Notice tone="critical">{notice}</Notice>}
      {!notice && ended && <Notice tone="neutral">Your session has ended. Sign in to go on.</Notice>}
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          label="Email"
          type="email"
          autoComplete="username"
          autoFocus
          error={errors.email?.message}
          {...register('email', { validate: email })}
        />
        <PasswordField
          label="Password"
          corner={
            <Link to="/forgot-password" className="hint">
              Forgot it?
            </Link>
          }
          autoComplete="current-password"
          error={errors.password?.message}
          {...register('password', { validate: (value) => value !== '' || 'Enter your password.' })}
        />
        <Button type="submit" look="primary" size="tall" wide busy={isSubmitting}>
          Sign in
        </Button>
      </form>
      <p className="soft">
        New here? <Link to="/signup">Create an account</Link>
      </p>
    </AccountPage>
  );
}

/**
 * A link from the operator carries a token that works once, behind `#`, which no server and no log ever sees; it leaves the
 * address before it is used.
 */
function useOneTimeSignIn(onAsked: (asked: Challenge) => void): {
  readonly isRunning: boolean;
  readonly problem: string | undefined;
} {
  const { next } = getRouteApi('/login').useSearch();
  const [token] = useState(takeToken);
  const arrive = useArrival();
  const [isRunning, setRunning] = useState(token !== undefined);
  const [problem, setProblem] = useState<string>();
  const redeemed = useRef<string>(undefined);
  useEffect(() => {
    if (token === undefined || redeemed.current === token) return;
    redeemed.current = token;
    const redeem = async () => {
      try {
        arrive(await redeemOneTimeToken(token), next);
      } catch (error) {
        const challenge = readChallenge(error);
        if (challenge) onAsked(challenge);
        else setProblem(sentenceOf(error));
        setRunning(false);
      }
    };
    void redeem();
  }, [token, next, arrive, onAsked]);
  return { isRunning, problem };
}
