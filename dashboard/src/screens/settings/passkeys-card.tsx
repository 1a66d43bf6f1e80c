import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sentenceOf } from '@/api/client.ts';
import { removePasskey, secondFactorQuery } from '@/api/second-factor.ts';
import { formatMoment } from '@/lib/dates.ts';
import { Button } from '@/ui/button.tsx';
import { Card } from '@/ui/page.tsx';
import { part } from '@/ui/part.tsx';
import { OnPill } from '@/ui/pill.tsx';
import { showToast } from '@/ui/toast.tsx';
import { Written } from '@/ui/written.tsx';
import { useZone } from '@/use-account.ts';
import { isolated } from '../../../../src/platform/contract/directions.ts';
import type { PasskeyAnswer, SecondFactorAnswer } from '../../../../src/platform/contract/second-factor.ts';

const PasskeyDialog = part(() => import('./passkey-dialog.tsx').then(({ PasskeyDialog }) => PasskeyDialog));

type Props = {
  readonly factor: SecondFactorAnswer;
  readonly onCodes: (codes: readonly string[]) => void;
};

/** Passkeys of devices and password managers, as second factor. */
export function PasskeysCard({ factor, onCodes }: Props) {
  const [asked, setAsked] = useState<'add' | PasskeyAnswer>();
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
      {asked && <PasskeyDialog asked={asked} onCodes={onCodes} onClose={() => setAsked(undefined)} />}
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
