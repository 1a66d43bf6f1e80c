import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type Path, useForm } from 'react-hook-form';
import { connectProvider } from '@/api/providers.ts';
import { textOf } from '@/forms/rules.ts';
import { placeErrors } from '@/forms/server-errors.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { PasswordField } from '@/ui/field.tsx';
import { Notice } from '@/ui/notice.tsx';
import type { ConnectDialogProps } from './connect-dialogs.tsx';
import { useConnected } from './use-connected.ts';

type Values = { secretKey: string; signingSecret: string };

const places: Readonly<Record<string, Path<Values>>> = {
  secret_key: 'secretKey',
  webhook_secret: 'signingSecret',
};
const longest = 255;

/** Connects an account at Stripe by its secret key, or gives it another key. Keys are never kept in the browser. */
export function StripeDialog({ row, onClose }: ConnectDialogProps) {
  const connected = useConnected(row.mode);
  const [problem, setProblem] = useState<string>();
  const isConnected = row.status === 'connected' || row.status === 'failing';
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    defaultValues: { secretKey: '', signingSecret: '' },
  });
  const { errors } = formState;
  const { mutateAsync, isPending } = useMutation({
    mutationFn: ({ secretKey, signingSecret }: Values) =>
      connectProvider(row.provider, {
        mode: row.mode,
        credentials: { secret_key: secretKey, ...(signingSecret ? { webhook_secret: signingSecret } : {}) },
      }),
  });
  const submit = handleSubmit(async (values) => {
    if (isPending) return;
    setProblem(undefined);
    try {
      const { account_label: account } = await mutateAsync(values);
      await connected(`Connected to ${account}.`);
      onClose();
    } catch (error) {
      setProblem(placeErrors(error, setError, (field) => places[field.replace(/^credentials\./, '')]));
    }
  });
  const [secretStart, restrictedStart] =
    row.mode === 'live' ? ['sk_live_', 'rk_live_'] : ['sk_test_', 'rk_test_'];
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={`${isConnected ? 'Change' : 'Connect'} Stripe, ${row.mode}`}
      description="Buyers pay on a page of Stripe’s, with the ways to pay that you switched on there."
    >
      <form noValidate onSubmit={(event) => void submit(event)}>
        <DialogBody>
          {problem && <Notice tone="critical">{problem}</Notice>}
          <PasswordField
            label="Secret key"
            autoComplete="off"
            error={errors.secretKey?.message}
            hint={`Begins with ${secretStart} or ${restrictedStart}. In Stripe: Developers, API keys.`}
            {...register('secretKey', { validate: textOf('the secret key', longest) })}
          />
          <PasswordField
            label="Signing secret"
            optional
            autoComplete="off"
            error={errors.signingSecret?.message}
            hint="Only for a key that may not add webhook endpoints: without it, the address is registered for you."
            {...register('signingSecret')}
          />
          <p className="hint">
            A restricted key needs to write Checkout Sessions, Refunds and Webhook Endpoints, and to read
            Charges, PaymentIntents and Disputes.
          </p>
        </DialogBody>
        <DialogFoot>
          <span className="foot-note hint">Stripe is asked before anything is stored.</span>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="primary" busy={isPending}>
            {isConnected ? 'Save' : 'Connect'}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
