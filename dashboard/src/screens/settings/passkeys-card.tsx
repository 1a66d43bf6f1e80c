import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { sentenceOf } from '@/api/client.ts';
import { addPasskey, removePasskey, renamePasskey, secondFactorQuery } from '@/api/second-factor.ts';
import { textOf } from '@/forms/rules.ts';
import { formatMoment } from '@/lib/dates.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { TextField } from '@/ui/field.tsx';
import { Notice } from '@/ui/notice.tsx';
import { Card } from '@/ui/page.tsx';
import { OnPill } from '@/ui/pill.tsx';
import { showToast } from '@/ui/toast.tsx';
import { Written } from '@/ui/written.tsx';
import { useZone } from '@/use-account.ts';
import { isolated } from '../../../../src/platform/contract/directions.ts';
import type { PasskeyAnswer, SecondFactorAnswer } from '../../../../src/platform/contract/second-factor.ts';

type Props = {
  readonly factor: SecondFactorAnswer;
  readonly onCodes: (codes: readonly string[]) => void;
};
type Asked = 'add' | PasskeyAnswer;

/** Passkeys of devices and password managers, as second factor. */
export function PasskeysCard({ factor, onCodes }: Props) {
  const [asked, setAsked] = useState<Asked>();
  const { passkeys } = factor;
  return (
    <Card title="Passkeys" corner={passkeys.length > 0 && <OnPill word="On" />} flush>
      <p className="card-lead muted">
        Your device or password manager confirms that it is you, by a finger, your face or its PIN.
      </p>
      <ul className="session-list">
        {passkeys.map((passkey) => (
          <PasskeyRow key={passkey.id} passkey={passkey} onRename={() => setAsked(passkey)} />
        ))}
        <li>
          <Button onClick={() => setAsked('add')} icon="plus">
            Add a passkey
          </Button>
        </li>
      </ul>
      {asked && <NameDialog asked={asked} onCodes={onCodes} onClose={() => setAsked(undefined)} />}
    </Card>
  );
}

function PasskeyRow({
  passkey,
  onRename,
}: {
  readonly passkey: PasskeyAnswer;
  readonly onRename: () => void;
}) {
  const zone = useZone();
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => removePasskey(passkey.id),
    onSuccess: () => showToast(`Removed “${isolated(passkey.name)}”.`),
    onError: (error) => showToast(sentenceOf(error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: secondFactorQuery.queryKey }),
  });
  const used = passkey.last_used_at;
  return (
    <li>
      <div>
        <b>
          <Written>{passkey.name}</Written>
        </b>
        <span className="sub">
          Added {formatMoment(new Date(passkey.created_at), zone)}
          {used && `, last used ${formatMoment(new Date(used), zone)}`}
        </span>
      </div>
      <span className="button-row">
        <Button size="small" look="quiet" onClick={onRename} aria-label={`Rename ${isolated(passkey.name)}`}>
          Rename
        </Button>
        <Button
          size="small"
          busy={isPending}
          onClick={() => mutate()}
          aria-label={`Remove ${isolated(passkey.name)}`}
        >
          Remove
        </Button>
      </span>
    </li>
  );
}

type Values = { name: string };

function NameDialog({
  asked,
  onCodes,
  onClose,
}: {
  readonly asked: Asked;
  readonly onCodes: Props['onCodes'];
  readonly onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<string>();
  const isNew = asked === 'add';
  const { register, handleSubmit, formState } = useForm<Values>({
    defaultValues: { name: isNew ? 'This device' : asked.name },
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async ({ name }) => {
    setProblem(undefined);
    try {
      if (isNew) {
        const { recovery_codes: codes } = await addPasskey(name);
        if (codes) onCodes(codes);
      } else await renamePasskey(asked.id, name);
      onClose();
      await queryClient.invalidateQueries();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={isNew ? 'Add a passkey' : 'Rename the passkey'}
      {...(isNew ? { description: 'Name it; your browser asks for the rest.' } : {})}
    >
      <form noValidate onSubmit={(event) => void submit(event)}>
        <DialogBody>
          {problem && <Notice tone="critical">{problem}</Notice>}
          <TextField
            label="Name"
            dir="auto"
            limit={60}
            error={errors.name?.message}
            {...register('name', { validate: textOf('a name', 60) })}
          />
        </DialogBody>
        <DialogFoot>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="primary" busy={isSubmitting}>
            {isNew ? 'Go on' : 'Rename'}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
