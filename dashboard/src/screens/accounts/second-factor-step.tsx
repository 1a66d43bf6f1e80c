import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { sentenceOf } from '@/api/client.ts';
import { signAtSignIn } from '@/api/second-factor.ts';
import type { SignedIn } from '@/api/types.ts';
import { placeErrors, sameName } from '@/forms/server-errors.ts';
import { Button } from '@/ui/button.tsx';
import { TextField } from '@/ui/field.tsx';
import { Notice } from '@/ui/notice.tsx';
import type { FactorGiven } from '../../../../src/platform/contract/second-factor.ts';
import { AccountPage } from './account-page.tsx';

export type Challenge = { readonly challenge: string; readonly methods: readonly string[] };

type Props = {
  readonly asked: Challenge;
  /** Sends what was given, with whatever the password opened. */
  readonly complete: (given: FactorGiven) => Promise<SignedIn>;
  readonly onSignedIn: (signedIn: SignedIn) => void;
  readonly onBack: () => void;
};

type Values = { code: string };
const fieldOf = sameName<Values>(['code']);

/** The second step of signing in, as a page. */
export function SecondFactorStep(props: Props) {
  return (
    <AccountPage title="One more step">
      <SecondFactorForm {...props} />
    </AccountPage>
  );
}

/** A code of the app, a recovery code, or a passkey. */
export function SecondFactorForm({ asked, complete, onSignedIn, onBack }: Props) {
  const { challenge, methods } = asked;
  const hasApp = methods.includes('authenticator');
  const [isRecovery, setRecovery] = useState(!hasApp && !methods.includes('passkey'));
  const [problem, setProblem] = useState<string>();
  const [isAsking, setAsking] = useState(false);
  const { register, handleSubmit, setError, reset, formState } = useForm<Values>({
    defaultValues: { code: '' },
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async ({ code }) => {
    setProblem(undefined);
    try {
      onSignedIn(await complete({ code: code.trim() }));
    } catch (error) {
      setProblem(placeErrors(error, setError, fieldOf));
    }
  });
  const byPasskey = async () => {
    setProblem(undefined);
    setAsking(true);
    try {
      onSignedIn(await complete({ passkey: await signAtSignIn(challenge) }));
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setAsking(false);
    }
  };
  return (
    <>
      {problem && <Notice tone="critical">{problem}</Notice>}
      {methods.includes('passkey') && !isRecovery && (
        <Button look={hasApp ? 'secondary' : 'primary'} size="tall" wide busy={isAsking} onClick={byPasskey}>
          Use a passkey
        </Button>
      )}
      {(hasApp || isRecovery) && (
        <form className="form" onSubmit={(event) => void submit(event)} noValidate>
          <TextField
            key={isRecovery ? 'recovery' : 'app'}
            label={isRecovery ? 'Recovery code' : 'Code of your app'}
            hint={
              isRecovery
                ? 'One of those that you kept when you set this up. Each works once.'
                : 'Six digits, new every half minute.'
            }
            inputMode={isRecovery ? 'text' : 'numeric'}
            autoComplete={isRecovery ? 'off' : 'one-time-code'}
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            error={errors.code?.message}
            {...register('code', { validate: (value) => value.trim() !== '' || 'Enter the code.' })}
          />
          <Button type="submit" look="primary" size="tall" wide busy={isSubmitting}>
            Sign in
          </Button>
        </form>
      )}
      <p className="soft button-row">
        {methods.includes('recovery_code') && (
          <button
            type="button"
            className="text-button"
            onClick={() => {
              reset();
              setRecovery(!isRecovery);
            }}
          >
            {isRecovery ? 'Use another way' : 'Use a recovery code'}
          </button>
        )}
        <button type="button" className="text-button" onClick={onBack}>
          Start again
        </button>
      </p>
    </>
  );
}
