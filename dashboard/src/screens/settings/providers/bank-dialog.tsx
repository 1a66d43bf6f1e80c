import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { Path } from 'react-hook-form';
import { connectProvider } from '@/api/providers.ts';
import type { KeptFields } from '@/forms/kept-fields.ts';
import { KeptNotice } from '@/forms/kept-notice.tsx';
import { textOf } from '@/forms/rules.ts';
import { placeErrors } from '@/forms/server-errors.ts';
import { useKeptForm } from '@/forms/use-kept-form.ts';
import { formatWeekdayMoment, zoneInWords } from '@/lib/dates.ts';
import { groupedIban, ibanInWords } from '@/lib/iban-words.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { SelectField, TextField } from '@/ui/field.tsx';
import { Icon } from '@/ui/icon.tsx';
import { Notice } from '@/ui/notice.tsx';
import { useAccount, useZone } from '@/use-account.ts';
import type { BankSettings, ConnectionAnswer } from '../../../../../src/platform/contract/connections.ts';
import type { ConnectDialogProps } from './connect-dialogs.tsx';
import { useConnected } from './use-connected.ts';

type Values = {
  iban: string;
  holder: string;
  bic: string;
  days: number;
  holdsPlace: boolean;
  /** Empty means as is usual in the country of the account. */
  place: BankSettings['reference_place'] | '';
};

const placeChoices = [
  { value: '', label: 'As is usual in the country of the account' },
  { value: 'text', label: 'As text, which every bank takes' },
  { value: 'reference', label: 'In the field for references' },
];

const fields: KeptFields<Values> = {
  iban: 'IBAN',
  holder: 'Account holder',
  bic: 'BIC',
  days: { label: 'A place is held for', essence: (days) => days },
  holdsPlace: { label: 'Hold a place meanwhile', essence: (holds) => holds },
  place: { label: 'Reference in the QR code', choices: placeChoices },
};

const places: Readonly<Record<string, Path<Values>>> = {
  iban: 'iban',
  account_name: 'holder',
  bic: 'bic',
  hold_days: 'days',
  holds_place: 'holdsPlace',
  reference_place: 'place',
};

const mostDays = 14;

/** Connects an account that buyers send euros to, or changes what was set. */
export function BankDialog({ row, onClose }: ConnectDialogProps) {
  const { organization } = useAccount();
  const connected = useConnected(row.mode);
  const [problem, setProblem] = useState<string>();
  const isConnected = row.status === 'connected' || row.status === 'failing';
  const { form, kept } = useKeptForm<Values>({
    name: `connect-bank:${row.mode}`,
    stored: valuesOf(row, organization.legal_name ?? ''),
    fields,
  });
  const { register, handleSubmit, setError, setValue, watch, formState } = form;
  const { errors } = formState;
  const { mutateAsync, isPending } = useMutation({
    mutationFn: (values: Values) =>
      connectProvider(row.provider, { mode: row.mode, settings: settingsOf(values) }),
  });
  const submit = handleSubmit(async (values) => {
    if (isPending) return;
    setProblem(undefined);
    try {
      await mutateAsync(values);
      kept.done();
      await connected(isConnected ? 'Saved.' : 'Connected. Buyers who pay in euros are offered it.');
      onClose();
    } catch (error) {
      setProblem(placeErrors(error, setError, (field) => places[field.replace(/^settings\./, '')]));
    }
  });
  const iban = ibanInWords(watch('iban'));
  const days = watch('days');
  return (
    <Dialog
      open
      wide
      onClose={() => kept.leave(onClose)}
      title={`${isConnected ? 'Change' : 'Connect'} bank transfer, ${row.mode}`}
      description={
        row.mode === 'live'
          ? 'Buyers send euros straight to your account. No provider, no fee.'
          : 'A test of it: no buyer sends money, and a statement is whatever you upload.'
      }
    >
      <form noValidate onSubmit={(event) => void submit(event)}>
        <DialogBody>
          <KeptNotice kept={kept} />
          {problem && <Notice tone="critical">{problem}</Notice>}
          <TextField
            label="IBAN"
            spellCheck={false}
            autoCapitalize="characters"
            dir="ltr"
            error={errors.iban?.message}
            hint={<span role="status">{watch('iban') === '' ? 'Spaces do not matter.' : iban.sentence}</span>}
            suffix={
              iban.count && (
                <span className={iban.iban ? 'ink-positive row' : 'row'}>
                  {iban.iban && <Icon name="check" size={14} />}
                  {iban.count}
                </span>
              )
            }
            {...register('iban', {
              validate: (typed) => {
                const read = ibanInWords(typed);
                return read.iban !== undefined || read.sentence;
              },
              onBlur: () => iban.iban && setValue('iban', groupedIban(iban.iban)),
            })}
          />
          <TextField
            label="Account holder"
            dir="auto"
            limit={70}
            error={errors.holder?.message}
            hint="Write it as your bank does: buyers’ banks compare it and warn if it differs."
            {...register('holder', { validate: textOf('the name of the account holder', 70) })}
          />
          <div className="pair">
            <DaysField
              value={days}
              error={errors.days?.message}
              onChange={(value) => setValue('days', value, { shouldDirty: true })}
            />
            <TextField
              label="BIC"
              optional
              spellCheck={false}
              autoCapitalize="characters"
              dir="ltr"
              error={errors.bic?.message}
              {...register('bic', {
                validate: (typed) =>
                  /^(?:[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)?$/i.test(typed.trim()) ||
                  'A BIC has 8 or 11 letters and digits, such as COBADEFFXXX.',
              })}
            />
          </div>
          <Deadline days={days} />
          <label className="check">
            <input type="checkbox" {...register('holdsPlace')} />
            <span>
              Hold a place in limited links meanwhile
              <span className="sub">Without it, a late transfer can find the link used up.</span>
            </span>
          </label>
          <SelectField
            label="Reference in the QR code"
            choices={placeChoices}
            hint="Change it only if your bank leaves the text out of its statements."
            error={errors.place?.message}
            {...register('place')}
          />
          <p className="hint">Offered for checkouts in EUR only. Money counts once a statement shows it.</p>
        </DialogBody>
        <DialogFoot>
          <span className="foot-note hint">Your bank is not asked.</span>
          <Button look="quiet" onClick={() => kept.cancel(onClose)}>
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

type DaysProps = {
  readonly value: number;
  readonly error: string | undefined;
  readonly onChange: (value: number) => void;
};

function DaysField({ value, error, onChange }: DaysProps) {
  const label = useId();
  return (
    <div className="field">
      <span className="label" id={label}>
        A place is held for
      </span>
      <div className="row">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for questions of a form */}
        <span className="stepper" role="group" aria-labelledby={label}>
          <button
            type="button"
            aria-label="One day less"
            disabled={value <= 1}
            onClick={() => onChange(value - 1)}
          >
            <Icon name="minus" size={12} />
          </button>
          <output className="number">{value}</output>
          <button
            type="button"
            aria-label="One day more"
            disabled={value >= mostDays}
            onClick={() => onChange(value + 1)}
          >
            <Icon name="plus" size={12} />
          </button>
        </span>
        <span className="soft">{value === 1 ? 'day' : 'days'}</span>
      </div>
      {error && <p className="error">{error}</p>}
    </div>
  );
}

function Deadline({ days }: { readonly days: number }) {
  const zone = useZone();
  const end = new Date(Date.now() + days * 86_400_000);
  return (
    <p className="hint hint-up">
      1 to {mostDays}. Who chooses it now has until {formatWeekdayMoment(end, zone)} {zoneInWords(end, zone)}.
    </p>
  );
}

function valuesOf({ settings }: ConnectionAnswer, name: string): Values {
  const { iban, bic, account_name, hold_days, holds_place, reference_place } =
    settings as Partial<BankSettings>;
  return {
    iban: iban ? groupedIban(iban) : '',
    holder: account_name ?? name,
    bic: bic ?? '',
    days: hold_days ?? 5,
    holdsPlace: holds_place ?? true,
    place: reference_place ?? '',
  };
}

function settingsOf(values: Values) {
  return {
    iban: ibanInWords(values.iban).iban ?? values.iban,
    bic: values.bic.trim().toUpperCase() || null,
    account_name: values.holder.trim(),
    hold_days: values.days,
    holds_place: values.holdsPlace,
    ...(values.place ? { reference_place: values.place } : {}),
  };
}
