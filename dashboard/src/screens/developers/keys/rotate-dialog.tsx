import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { apiKeysQuery, rotateApiKey } from '@/api/api-keys.ts';
import { sentenceOf } from '@/api/client.ts';
import type { NewApiKey } from '@/api/types.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { SelectField } from '@/ui/field.tsx';
import { Notice } from '@/ui/notice.tsx';
import type { ApiKeyAnswer } from '../../../../../src/platform/contract/api-keys.ts';
import { isolated } from '../../../../../src/platform/contract/directions.ts';

type Props = {
  readonly of: ApiKeyAnswer;
  readonly onMade: (key: NewApiKey) => void;
  readonly onClose: () => void;
};

const graces = [
  { value: '86400', label: '24 hours more' },
  { value: '3600', label: '1 hour more' },
  { value: '600', label: '10 minutes more' },
  { value: '0', label: 'not at all: it ends now' },
];

/** Makes the next key; the former one goes on working for as long as the servers need to take it up. */
export function RotateDialog({ of: key, onMade, onClose }: Props) {
  const queryClient = useQueryClient();
  const [grace, setGrace] = useState('86400');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => rotateApiKey(key.id, Number(grace)),
    onSuccess: onMade,
    onSettled: () => queryClient.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  });
  return (
    <Dialog open onClose={onClose} title={`Rotate “${isolated(key.name)}”`} description={`${key.prefix}…`}>
      <DialogBody>
        {error && <Notice tone="critical">{sentenceOf(error)}</Notice>}
        <p>
          A new key takes its place, with the same name and permissions. You see it once, right after this.
        </p>
        <SelectField
          label="The old key works"
          choices={graces}
          value={grace}
          onChange={(event) => setGrace(event.target.value)}
          hint={
            grace === '0'
              ? 'A server that still has it is refused from that moment.'
              : 'Put the new key into your servers until then.'
          }
        />
      </DialogBody>
      <DialogFoot>
        <Button look="quiet" onClick={onClose}>
          Keep as it is
        </Button>
        <Button look="primary" busy={isPending} onClick={() => mutate()}>
          Rotate
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
