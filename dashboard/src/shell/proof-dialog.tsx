import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { proveAgain } from '@/api/account.ts';
import { sentenceOf } from '@/api/client.ts';
import { proveByPasskey, secondFactorQuery } from '@/api/second-factor.ts';
import { placeErrors, sameName } from '@/forms/server-errors.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { PasswordField, TextField } from '@/ui/field.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Notice } from '@/ui/notice.tsx';
import type { SecondFactorAnswer } from '../../../src/platform/contract/second-factor.ts';

type ProofProps = { readonly end: (isProven: boolean) => void };

/** Asks who is there; what was asked for then goes on by itself. */
export function ProofDialog({ end }: ProofProps) {
  return (
    <Dialog
      open
      onClose={() => end(false)}
      title="Is it you?"
      description="This could open a way to your money, so it asks who is there. It stays confirmed for ten minutes."
    >
      <Proof onProven={() => end(true)} onCancel={() => end(false)} />
    </Dialog>
  );
}

type Props = { readonly onProven: () => void; readonly onCancel: () => void };

/** Whoever has a second factor shows that; the password does not replace it. */
function Proof(props: Props) {
  const { data: factor, error, refetch } = useQuery(secondFactorQuery);
  if (factor) return <ProofForm factor={factor} {...props} />;
  return (
    <DialogBody>
      {error ? <Failure error={error} retry={() => void refetch()} /> : <SkeletonRows rows={1} />}
    </DialogBody>
  );
}

type Values = { password: string; code: string };
const fieldOf = sameName<Values>(['password', 'code']);

function ProofForm({ factor, onProven, onCancel }: Props & { readonly factor: SecondFactorAnswer }) {
  const [problem, setProblem] = useState<string>();
  const hasPasskey = factor.passkeys.length > 0;
  const hasFactor = hasPasskey || factor.authenticator !== null;
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    defaultValues: { password: '', code: '' },
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async ({ password, code }) => {
    setProblem(undefined);
    try {
      await proveAgain(hasFactor ? { code: code.trim() } : { password });
      onProven();
    } catch (error) {
      setProblem(placeErrors(error, setError, fieldOf));
    }
  });
  const byPasskey = async () => {
    setProblem(undefined);
    try {
      await proveByPasskey();
      onProven();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        // The question may stand over a form of its own, which this is not the answer to.
        event.stopPropagation();
        void submit(event);
      }}
    >
      <DialogBody>
        {problem && <Notice tone="critical">{problem}</Notice>}
        {hasPasskey && (
          <Button wide onClick={() => void byPasskey()}>
            Use a passkey
          </Button>
        )}
        {hasFactor ? (
          <TextField
            label={factor.authenticator ? 'Code of your app, or a recovery code' : 'Recovery code'}
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            error={errors.code?.message}
            {...register('code', { validate: (value) => value.trim() !== '' || 'Enter the code.' })}
          />
        ) : (
          <PasswordField
            label="Your password"
            autoComplete="current-password"
            error={errors.password?.message}
            {...register('password', { validate: (value) => value !== '' || 'Enter your password.' })}
          />
        )}
      </DialogBody>
      <DialogFoot>
        <Button look="quiet" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" look="primary" busy={isSubmitting}>
          Confirm
        </Button>
      </DialogFoot>
    </form>
  );
}
