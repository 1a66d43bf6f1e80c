import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { changePassword, sessionsQuery } from '@/api/account.ts';
import { newPassword } from '@/forms/rules.ts';
import { placeErrors, sameName } from '@/forms/server-errors.ts';
import { Button } from '@/ui/button.tsx';
import { PasswordField } from '@/ui/field.tsx';
import { Notice } from '@/ui/notice.tsx';
import { Card } from '@/ui/page.tsx';
import { showToast } from '@/ui/toast.tsx';

type Passwords = { current_password: string; new_password: string };
const fieldOf = sameName<Passwords>(['current_password', 'new_password']);

export function PasswordCard() {
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
