import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { resetPassword } from '@/api/account.ts';
import { forgetToken } from '@/api/session.ts';
import { newPassword } from '@/forms/rules.ts';
import { placeErrors, sameName } from '@/forms/server-errors.ts';
import { sendsMails } from '@/platform.ts';
import { Button } from '@/ui/button.tsx';
import { PasswordField } from '@/ui/field.tsx';
import { Notice } from '@/ui/notice.tsx';
import { showToast } from '@/ui/toast.tsx';
import { AccountPage } from './account-page.tsx';
import { takeToken } from './take-token.ts';
import { whereInstead } from './where-instead.ts';

type Values = { readonly password: string };
const fieldOf = sameName<Values>(['password']);

/** Where the link of the mail leads. Its token stands behind `#`, which no server and no log ever sees. */
export function ResetPasswordScreen() {
  const navigate = useNavigate();
  const [token] = useState(takeToken);
  const [problem, setProblem] = useState<string>();
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    defaultValues: { password: '' },
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async ({ password }) => {
    setProblem(undefined);
    try {
      await resetPassword({ token: token ?? '', password });
      // Every session has ended, the one on this device included.
      forgetToken();
      showToast('Your new password is set. Sign in with it.');
      await navigate({ to: '/login' });
    } catch (error) {
      setProblem(placeErrors(error, setError, fieldOf));
    }
  });
  return (
    <AccountPage title="Choose a new password">
      {problem && <Notice tone="critical">{problem}</Notice>}
      {token === undefined ? (
        <Notice tone="neutral" title="This link is not whole">
          Open it from the mail again, or have a new one mailed.
          {!sendsMails && ` ${whereInstead}`}
        </Notice>
      ) : (
        <form className="form" onSubmit={(event) => void submit(event)} noValidate>
          <PasswordField
            label="New password"
            hint="At least 10 characters. You will be signed out everywhere."
            autoComplete="new-password"
            autoFocus
            error={errors.password?.message}
            {...register('password', { validate: newPassword })}
          />
          <Button type="submit" look="primary" size="tall" wide busy={isSubmitting}>
            Set the password
          </Button>
        </form>
      )}
      <p className="soft">
        <Link to="/forgot-password">Have a new link mailed</Link>
      </p>
    </AccountPage>
  );
}
