import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useForm } from 'react-hook-form';
import { connectProvider } from '@/api/providers.ts';
import { textOf } from '@/forms/rules.ts';
import { placeErrors } from '@/forms/server-errors.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { PasswordField, TextField } from '@/ui/field.tsx';
import { Notice } from '@/ui/notice.tsx';
import type { ConnectDialogProps } from './connect-dialogs.tsx';
import { useConnected } from './use-connected.ts';

export type CredentialInput = {
  /** Of the API. */
  readonly name: string;
  readonly label: string;
  /** In a sentence, such as "the secret key". */
  readonly what: string;
  readonly hint: string;
  /** Shown while it is typed: it opens nothing by itself. */
  readonly isOpen?: boolean;
  readonly isOptional?: boolean;
};

type CredentialsDialogProps = ConnectDialogProps & {
  readonly inputs: readonly CredentialInput[];
  readonly description: string;
  /** What the credentials have to be allowed, and where that is set. */
  readonly needs: ReactNode;
};

const longest = 255;

/** Connects an account at a provider by its credentials, or gives it others. They are never kept in the browser. */
export function CredentialsDialog({ row, onClose, inputs, description, needs }: CredentialsDialogProps) {
  const connected = useConnected(row.mode);
  const [problem, setProblem] = useState<string>();
  const isConnected = row.status === 'connected' || row.status === 'failing';
  const { register, handleSubmit, setError, formState } = useForm<Record<string, string>>({
    defaultValues: Object.fromEntries(inputs.map(({ name }) => [name, ''])),
  });
  const { errors } = formState;
  const { mutateAsync, isPending } = useMutation({
    mutationFn: (values: Record<string, string>) => {
      const given = Object.entries(values).filter(([, value]) => value !== '');
      return connectProvider(row.provider, { mode: row.mode, credentials: Object.fromEntries(given) });
    },
  });
  const submit = handleSubmit(async (values) => {
    if (isPending) return;
    setProblem(undefined);
    try {
      const { account_label: account } = await mutateAsync(values);
      await connected(`Connected to ${account}.`);
      onClose();
    } catch (error) {
      const placeOf = (field: string) => {
        const name = field.replace(/^credentials\./, '');
        return inputs.some((input) => input.name === name) ? name : undefined;
      };
      setProblem(placeErrors(error, setError, placeOf));
    }
  });
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={`${isConnected ? 'Change' : 'Connect'} ${row.label}, ${row.mode}`}
      description={description}
    >
      <form noValidate onSubmit={(event) => void submit(event)}>
        <DialogBody>
          {problem && <Notice tone="critical">{problem}</Notice>}
          {inputs.map(({ name, label, what, hint, isOpen, isOptional = false }) => {
            const Field = isOpen ? TextField : PasswordField;
            return (
              <Field
                key={name}
                label={label}
                optional={isOptional}
                autoComplete="off"
                error={errors[name]?.message}
                hint={hint}
                {...register(name, isOptional ? {} : { validate: textOf(what, longest) })}
              />
            );
          })}
          <p className="hint">{needs}</p>
        </DialogBody>
        <DialogFoot>
          <span className="foot-note hint">{row.label} is asked before anything is stored.</span>
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
