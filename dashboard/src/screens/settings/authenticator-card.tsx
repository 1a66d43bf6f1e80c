import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useForm } from 'react-hook-form';
import { sentenceOf } from '@/api/client.ts';
import {
  confirmAuthenticator,
  offerAuthenticator,
  removeAuthenticator,
  secondFactorQuery,
} from '@/api/second-factor.ts';
import { placeErrors, sameName } from '@/forms/server-errors.ts';
import { formatMoment } from '@/lib/dates.ts';
import { Button } from '@/ui/button.tsx';
import { TextField } from '@/ui/field.tsx';
import { Notice } from '@/ui/notice.tsx';
import { Card } from '@/ui/page.tsx';
import { OnPill } from '@/ui/pill.tsx';
import { showToast } from '@/ui/toast.tsx';
import { useZone } from '@/use-account.ts';
import type {
  AuthenticatorOffer,
  SecondFactorAnswer,
} from '../../../../src/platform/contract/second-factor.ts';

type Props = {
  readonly factor: SecondFactorAnswer;
  readonly onCodes: (codes: readonly string[]) => void;
};

/** Codes of an app on the phone, as second factor. */
export function AuthenticatorCard({ factor, onCodes }: Props) {
  const zone = useZone();
  const queryClient = useQueryClient();
  const [offer, setOffer] = useState<AuthenticatorOffer>();
  const { mutate: begin, isPending: isBeginning } = useMutation({
    mutationFn: offerAuthenticator,
    onSuccess: setOffer,
    onError: (error) => showToast(sentenceOf(error)),
  });
  const { mutate: remove, isPending: isRemoving } = useMutation({
    mutationFn: removeAuthenticator,
    onSuccess: () => showToast('Turned off the app.'),
    onError: (error) => showToast(sentenceOf(error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: secondFactorQuery.queryKey }),
  });
  const since = factor.authenticator?.confirmed_at;
  return (
    <Card title="Authenticator app" corner={since && <OnPill word="On" />}>
      {since ? (
        <div className="stack">
          <p className="muted">
            Connected {formatMoment(new Date(since), zone)}. Signing in asks for a code of it.
          </p>
          <div>
            <Button size="small" busy={isRemoving} onClick={() => remove()}>
              Turn off the app
            </Button>
          </div>
        </div>
      ) : offer ? (
        <Setup
          offer={offer}
          onCancel={() => setOffer(undefined)}
          onDone={(codes) => {
            setOffer(undefined);
            if (codes) onCodes(codes);
          }}
        />
      ) : (
        <div className="stack">
          <p className="muted">
            An app on your phone shows a new code every half minute, and signing in asks for it after the
            password.
          </p>
          <div>
            <Button look="primary" busy={isBeginning} onClick={() => begin()}>
              {factor.passkeys.length === 0 ? 'Turn on two-factor' : 'Set up an app'}
            </Button>
          </div>
        </div>
      )}
    </Card>
  );
}

type Values = { code: string };
const fieldOf = sameName<Values>(['code']);

type SetupProps = {
  readonly offer: AuthenticatorOffer;
  readonly onCancel: () => void;
  readonly onDone: (codes: readonly string[] | null) => void;
};

function Setup({ offer, onCancel, onDone }: SetupProps) {
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<string>();
  const { register, handleSubmit, setError, formState } = useForm<Values>({ defaultValues: { code: '' } });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async ({ code }) => {
    setProblem(undefined);
    try {
      const { recovery_codes: codes } = await confirmAuthenticator(code);
      onDone(codes);
      showToast('The app is connected.');
      await queryClient.invalidateQueries();
    } catch (error) {
      setProblem(placeErrors(error, setError, fieldOf));
    }
  });
  return (
    <form className="form" noValidate onSubmit={(event) => void submit(event)}>
      {problem && <Notice tone="critical">{problem}</Notice>}
      <div className="factor-setup">
        <Picture svg={offer.qr_svg} />
        <div className="stack">
          <p>
            <b>Scan this with your app.</b>
            <span className="sub">Or type the key into it:</span>
          </p>
          <p className="mono factor-key">{offer.secret.match(/.{1,4}/g)?.join(' ')}</p>
        </div>
      </div>
      <TextField
        label="Code that the app shows"
        inputMode="numeric"
        autoComplete="one-time-code"
        error={errors.code?.message}
        {...register('code', {
          validate: (value) => /^\s*(?:\d\s*){6}$/.test(value) || 'Enter the six digits of the app.',
        })}
      />
      <div className="button-row">
        <Button type="submit" look="primary" busy={isSubmitting}>
          Connect
        </Button>
        <Button look="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

function Picture({ svg }: { readonly svg: string }) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    if (root.nodeName !== 'svg') return;
    root.setAttribute('aria-hidden', 'true');
    frame.current?.replaceChildren(document.importNode(root, true));
  }, [svg]);
  return <div className="qr-code" ref={frame} role="img" aria-label="QR code for the app" />;
}
