import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { askForReset } from '@/api/account.ts';
import { email } from '@/forms/rules.ts';
import { placeErrors, sameName } from '@/forms/server-errors.ts';
import { sendsMails } from '@/platform.ts';
import { Button } from '@/ui/button.tsx';
import { TextField } from '@/ui/field.tsx';
import { Notice } from '@/ui/notice.tsx';
import { AccountPage } from './account-page.tsx';
import { whereInstead } from './where-instead.ts';

type Values = { readonly email: string };
const fieldOf = sameName<Values>(['email']);

/** Says the same whether or not the address has an account, as the server does. */
export function ForgotPasswordScreen() {
  const [problem, setProblem] = useState<string>();
  const [sentTo, setSentTo] = useState<string>();
  const { register, handleSubmit, setError, formState } = useForm<Values>({ defaultValues: { email: '' } });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async (values) => {
    setProblem(undefined);
    try {
      await askForReset(values.email.trim());
      setSentTo(values.email.trim());
    } catch (error) {
      setProblem(placeErrors(error, setError, fieldOf));
    }
  });
  return (
    <AccountPage title="Reset your password">
      {sentTo ? (
        <Notice tone="positive" title="Look into your mail">
          If {sentTo} has an account, a link is on its way there. It is good for one hour.
          {!sendsMails && ` ${whereInstead}`}
        </Notice>
      ) : (
        <>
          {problem && <Notice tone="critical">{problem}</Notice>}
          <form className="form" onSubmit={(event) => void submit(event)} noValidate>
            {!sendsMails && <Notice tone="neutral">{whereInstead}</Notice>}
            <TextField
              label="Email"
              type="email"
              autoComplete="username"
              autoFocus
              hint="A link to choose a new password is mailed there."
              error={errors.email?.message}
              {...register('email', { validate: email })}
            />
            <Button type="submit" look="primary" size="tall" wide busy={isSubmitting}>
              Mail me a link
            </Button>
          </form>
        </>
      )}
      <p className="soft">
        <Link to="/login">Back to sign in</Link>
      </p>
    </AccountPage>
  );
}
