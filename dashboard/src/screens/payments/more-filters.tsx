import { useState } from 'react';
import { formatMoney, typedMinor } from '@/lib/money.ts';
import { formatPlainDate } from '@/lib/plain-dates.ts';
import { doubtAbout } from '@/lib/typed-number.ts';
import { useMode } from '@/mode.ts';
import type { PaymentsSearch } from '@/search.ts';
import { Button } from '@/ui/button.tsx';
import { type Choice, SelectField, TextField } from '@/ui/field.tsx';
import { Icon } from '@/ui/icon.tsx';
import { Popover } from '@/ui/popover.tsx';
import { Written } from '@/ui/written.tsx';
import { useProviders } from '@/use-live.ts';
import { formatAmount } from '../../../../src/platform/kit/money.ts';

type Change = (changes: Partial<PaymentsSearch>) => void;
type FiltersProps = { readonly search: PaymentsSearch; readonly onChange: Change };

const anyWay: Choice = { value: '', label: 'any' };

/** The ways to pay that there are, or were, in the mode that is shown. */
function useWays(chosen: string | undefined): readonly Choice[] {
  const mode = useMode();
  const ways = (useProviders() ?? [])
    .filter((row) => row.mode === mode && row.status !== 'not_connected')
    .map(({ provider, label }) => ({ value: provider, label }));
  const isKnown = chosen === undefined || ways.some(({ value }) => value === chosen);
  return [anyWay, ...ways, ...(isKnown ? [] : [{ value: chosen, label: chosen }])];
}

/** Filters with more than one value to choose from, in a panel of their own. */
export function MoreFilters({ search, onChange }: FiltersProps) {
  return (
    <Popover
      label="More filters"
      trigger={{
        className: 'chip',
        children: (
          <>
            More filters
            <Icon name="chevronDown" size={12} />
          </>
        ),
      }}
    >
      {(close) => (
        <FiltersForm
          search={search}
          onChange={(changes) => {
            close();
            onChange(changes);
          }}
        />
      )}
    </Popover>
  );
}

function FiltersForm({ search, onChange }: FiltersProps) {
  const [values, setValues] = useState({
    min: search.min ?? '',
    max: search.max ?? '',
    email: search.email ?? '',
    from: search.from ?? '',
    to: search.to ?? '',
    way: search.way ?? '',
  });
  const unit = search.currency ? ` (${search.currency})` : '';
  const [wasTried, setTried] = useState(false);
  const ways = useWays(search.way);
  const set = (name: keyof typeof values) => (event: { currentTarget: { value: string } }) =>
    setValues({ ...values, [name]: event.currentTarget.value });
  const faults = faultsOf(values);
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.values(faults).some(Boolean)) return;
    const { email, from, to, way } = values;
    const amount = (typed: string) => (typed.trim() ? formatAmount(typedMinor(typed) ?? 0n) : undefined);
    onChange({
      min: amount(values.min),
      max: amount(values.max),
      email: email.trim() || undefined,
      from: from || undefined,
      to: to || undefined,
      way: way || undefined,
      // Days that were given take the place of those that are counted from today.
      ...(from || to ? { created: undefined } : {}),
    });
  };
  const told = (name: keyof typeof faults) => (wasTried ? faults[name] : undefined);
  return (
    <form className="form more-filters" noValidate onSubmit={submit}>
      <div className="pair">
        <TextField
          label={`Amount from${unit}`}
          inputMode="decimal"
          value={values.min}
          onChange={set('min')}
          error={told('min')}
        />
        <TextField
          label={`Amount to${unit}`}
          inputMode="decimal"
          value={values.max}
          onChange={set('max')}
          error={told('max')}
        />
      </div>
      <div className="pair">
        <TextField label="From day" type="date" value={values.from} onChange={set('from')} />
        <TextField label="To day" type="date" value={values.to} onChange={set('to')} error={told('to')} />
      </div>
      <TextField label="Buyer’s email" inputMode="email" value={values.email} onChange={set('email')} />
      {ways.length > 1 && (
        <SelectField label="Way to pay" choices={ways} value={values.way} onChange={set('way')} />
      )}
      <Button type="submit" look="primary" wide>
        Show payments
      </Button>
    </form>
  );
}

function faultsOf({ min, max, from, to }: Readonly<Record<'min' | 'max' | 'from' | 'to', string>>) {
  const [least, most] = [typedMinor(min), typedMinor(max)];
  const about = (typed: string, minor: bigint | undefined) =>
    typed.trim() && minor === undefined ? (doubtAbout(typed) ?? 'Enter an amount such as 29.99.') : undefined;
  return {
    min: about(min, least),
    max:
      about(max, most) ??
      (least !== undefined && most !== undefined && least > most
        ? 'This is less than the other.'
        : undefined),
    to: from && to && from > to ? 'This day is before the other.' : undefined,
  };
}

/** What is filtered beside the choices that show it themselves, each with the way to let go of it. */
export function SetFilters({ search, onChange }: FiltersProps) {
  const { min, max, email, from, to, way, currency } = search;
  const inWords = (amount: string | undefined) =>
    amount && currency ? formatMoney(amount, currency) : amount;
  const label = useWays(way).find(({ value }) => value === way)?.label ?? way;
  const set: readonly (readonly [
    name: string,
    value: string | undefined,
    without: Partial<PaymentsSearch>,
  ])[] = [
    ['Amount', span(inWords(min), inWords(max)), { min: undefined, max: undefined }],
    [
      'Days',
      span(from && formatPlainDate(from), to && formatPlainDate(to)),
      { from: undefined, to: undefined },
    ],
    ['Email', email, { email: undefined }],
    ['Way to pay', way && label, { way: undefined }],
  ];
  return set.map(
    ([name, value, without]) =>
      value && (
        <span key={name} className="chip is-set">
          <span>{name}</span>
          <b className="clip">
            <Written>{value}</Written>
          </b>
          <button
            type="button"
            aria-label={`Remove the filter ${name.toLowerCase()}`}
            onClick={() => onChange(without)}
          >
            <Icon name="close" size={12} />
          </button>
        </span>
      ),
  );
}

/** `20.00 to 30.00`, `from 20.00`, `up to 30.00`. */
function span(from: string | undefined, to: string | undefined): string | undefined {
  if (from && to) return from === to ? from : `${from} to ${to}`;
  if (from) return `from ${from}`;
  return to ? `up to ${to}` : undefined;
}
