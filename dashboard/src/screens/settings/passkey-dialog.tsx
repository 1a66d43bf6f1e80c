import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { sentenceOf } from '@/api/client.ts';
import { addPasskey, renamePasskey } from '@/api/second-factor.ts';
import { textOf } from '@/forms/rules.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { TextField } from '@/ui/field.tsx';
import { Notice } from '@/ui/notice.tsx';
import type { PasskeyAnswer } from '../../../../src/platform/contract/second-factor.ts';

type Values = { name: string };

type DialogProps = {
  /** A new one, or the one that gets another name. */
  readonly asked: 'add' | PasskeyAnswer;
  /** Recovery codes that came with the first of an account. */
  readonly onCodes: (codes: readonly string[]) => void;
  readonly onClose: () => void;
};

export function PasskeyDialog({ asked, onCodes, onClose }: DialogProps) {
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
