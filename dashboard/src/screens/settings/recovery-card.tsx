import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sentenceOf } from '@/api/client.ts';
import { renewRecoveryCodes, secondFactorQuery } from '@/api/second-factor.ts';
import { platformName } from '@/platform.ts';
import { Button } from '@/ui/button.tsx';
import { copyText } from '@/ui/copy.tsx';
import { Card } from '@/ui/page.tsx';
import { save } from '@/ui/save.ts';
import { showToast } from '@/ui/toast.tsx';
import type { SecondFactorAnswer } from '../../../../src/platform/contract/second-factor.ts';

type Props = {
  readonly factor: SecondFactorAnswer;
  readonly codes: readonly string[] | undefined;
  readonly onCodes: (codes: readonly string[] | undefined) => void;
};

/** Codes for whoever lost the phone: shown while they are new, counted afterwards. */
export function RecoveryCard({ factor, codes, onCodes }: Props) {
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: renewRecoveryCodes,
    onSuccess: ({ recovery_codes: fresh }) => onCodes(fresh),
    onError: (error) => showToast(sentenceOf(error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: secondFactorQuery.queryKey }),
  });
  if (codes) return <FreshCodes codes={codes} onDone={() => onCodes(undefined)} />;
  if (!factor.authenticator && factor.passkeys.length === 0) return null;
  return (
    <Card title="Recovery codes">
      <div className="stack">
        <p className="muted">
          {factor.recovery_codes_left} of 10 left. Each lets you in once, without your phone.
        </p>
        <div>
          <Button size="small" busy={isPending} onClick={() => mutate()}>
            Make new codes
          </Button>
        </div>
      </div>
    </Card>
  );
}

function FreshCodes({ codes, onDone }: { readonly codes: readonly string[]; readonly onDone: () => void }) {
  const [isKept, setKept] = useState(false);
  const text = `${codes.join('\n')}\n`;
  return (
    <Card title="Keep these recovery codes. They are shown once.">
      <div className="stack">
        <p className="muted">
          Each lets you in once, without your phone. Keep them where your phone is not: on paper, or in a
          password manager.
        </p>
        <ol className="recovery-codes mono">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
        <div className="button-row">
          <Button
            icon="copy"
            onClick={async () =>
              showToast(
                (await copyText(text)) ? 'Copied the codes.' : 'They could not be copied. Select them.',
              )
            }
          >
            Copy codes
          </Button>
          <Button
            icon="download"
            onClick={() =>
              save(new Blob([text], { type: 'text/plain' }), `${platformName} recovery codes.txt`)
            }
          >
            Save as text
          </Button>
        </div>
        <label className="check">
          <input type="checkbox" checked={isKept} onChange={(event) => setKept(event.target.checked)} />I have
          kept the codes. I know that they cannot be shown again.
        </label>
        <div>
          <Button look="primary" disabled={!isKept} onClick={onDone}>
            Done
          </Button>
        </div>
      </div>
    </Card>
  );
}
