import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { signUp } from '@/api/account.ts';
import { readChallenge } from '@/api/second-factor.ts';
import { email, newPassword, textOf } from '@/forms/rules.ts';
import { placeErrors, sameName } from '@/forms/server-errors.ts';
import { currencyChoices } from '@/lib/money.ts';
import { browserZone, currencyOf, zonesWith } from '@/lib/where.ts';
import { Button } from '@/ui/button.tsx';
import { PasswordField, SegmentField, SelectField, TextField } from '@/ui/field.tsx';
import { Notice } from '@/ui/notice.tsx';
import type { SignupBody } from '../../../../src/platform/contract/accounts.ts';
import { defaultCurrency } from '../../../../src/platform/kit/money.ts';
import { AccountPage } from './account-page.tsx';
import { type Challenge, SecondFactorStep } from './second-factor-step.tsx';
import { useArrival } from './use-arrival.ts';

const fieldOf = sameName<SignupBody>([
  'organization_name',
  'name',
  'email',
  'password',
  'time_zone',
  'default_currency',
]);

export function SignupScreen() {
  const arrive = useArrival();
  const [problem, setProblem] = useState<string>();
  const [asked, setAsked] = useState<Challenge & { readonly values: SignupBody }>();
  const { register, control, handleSubmit, setError, getValues, formState } = useForm<SignupBody>({
    defaultValues: {
      organization_name: '',
      name: '',
      email: '',
      password: '',
      time_zone: browserZone(),
      default_currency: currencyOf(navigator.languages),
    },
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async (values) => {
    setProblem(undefined);
    try {
      arrive(await signUp({ ...values, email: values.email.trim() }));
    } catch (error) {
      const challenge = readChallenge(error);
      if (challenge) setAsked({ ...challenge, values });
      else setProblem(placeErrors(error, setError, fieldOf));
    }
  });
  if (asked) {
    return (
      <SecondFactorStep
        asked={asked}
        complete={(given) => signUp({ ...asked.values, ...given })}
        onSignedIn={arrive}
        onBack={() => setAsked(undefined)}
      />
    );
  }
  return (
    <AccountPage title="Create an account">
      {problem && <Notice tone="critical">{problem}</Notice>}
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          label="Organization name"
          dir="auto"
          limit={120}
          hint="Buyers see it on every page and receipt."
          autoComplete="organization"
          autoFocus
          error={errors.organization_name?.message}
          {...register('organization_name', { validate: textOf('the name that buyers know you by', 120) })}
        />
        <TextField
          label="Your name"
          dir="auto"
          limit={120}
          autoComplete="name"
          error={errors.name?.message}
          {...register('name', { validate: textOf('your name', 120) })}
        />
        <TextField
          label="Email"
          type="email"
          autoComplete="username"
          error={errors.email?.message}
          {...register('email', { validate: email })}
        />
        <PasswordField
          label="Password"
          hint="At least 10 characters. A few words are easy to keep in mind."
          autoComplete="new-password"
          error={errors.password?.message}
          {...register('password', { validate: newPassword })}
        />
        <div className="pair">
          <SelectField
            label="Time zone"
            choices={zonesWith(getValues('time_zone') ?? 'UTC')}
            error={errors.time_zone?.message}
            {...register('time_zone')}
          />
          <Controller
            name="default_currency"
            control={control}
            render={({ field }) => (
              <SegmentField
                label="Currency"
                choices={currencyChoices}
                value={field.value ?? defaultCurrency}
                onChange={field.onChange}
                error={errors.default_currency?.message}
              />
            )}
          />
        </div>
        <p className="hint">Both as your browser is set. You can change them in the settings at any time.</p>
        <Button type="submit" look="primary" size="tall" wide busy={isSubmitting}>
          Create account
        </Button>
      </form>
      <p className="soft">
        Have an account? <Link to="/login">Sign in</Link>
      </p>
    </AccountPage>
  );
}
