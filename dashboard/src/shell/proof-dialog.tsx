import { useEffect, useRef, useState } from 'react';
import { useForm } from 'react-hook-form';
import { proveAgain } from '@/api/account.ts';
import { onProofAsked } from '@/api/proof.ts';
import { placeErrors, sameName } from '@/forms/server-errors.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { PasswordField } from '@/ui/field.tsx';
import { Notice } from '@/ui/notice.tsx';

type Settle = (isProven: boolean) => void;

/** Asks who is there when a request needs to know it; what was asked for then goes on by itself. */
export function ProofDialog() {
  const settle = useRef<Settle>(undefined);
  const [isAsked, setAsked] = useState(false);
  useEffect(
    () =>
      onProofAsked(() => {
        setAsked(true);
        return new Promise<boolean>((resolve) => {
          settle.current = resolve;
        });
      }),
    [],
  );
  if (!isAsked) return null;
  const end = (isProven: boolean) => {
    setAsked(false);
    settle.current?.(isProven);
  };
  return (
    <Dialog
      open
      onClose={() => end(false)}
      title="Is it you?"
      description="This could lead money elsewhere, so it asks who is there. It stays confirmed for ten minutes."
    >
      <PasswordProof onProven={() => end(true)} onCancel={() => end(false)} />
    </Dialog>
  );
}

type Values = { password: string };
const fieldOf = sameName<Values>(['password']);

function PasswordProof({
  onProven,
  onCancel,
}: {
  readonly onProven: () => void;
  readonly onCancel: () => void;
}) {
  const [problem, setProblem] = useState<string>();
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    defaultValues: { password: '' },
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async (values) => {
    setProblem(undefined);
    try {
      await proveAgain(values);
      onProven();
    } catch (error) {
      setProblem(placeErrors(error, setError, fieldOf));
    }
  });
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
        <PasswordField
          label="Your password"
          autoComplete="current-password"
          error={errors.password?.message}
          {...register('password', { validate: (value) => value !== '' || 'Enter your password.' })}
        />
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
