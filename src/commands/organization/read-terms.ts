import { UsageError } from '#commands/command-line/command.ts';
import { readAmount, readPercent, readWholeNumber } from '#commands/command-line/read-options.ts';
import { faultOfTerms, type Terms } from '#merchants/organizations/terms.ts';
import { currencies, formatAmount } from '#platform/kit/money.ts';
import { formatTaxRate } from '#platform/kit/tax.ts';

type Options = Readonly<Record<string, string | undefined>>;

/** The terms after the options of a line; throws a `UsageError` for a value that cannot be. */
export function changeTerms(terms: Terms, options: Options): Terms {
  const changed: Terms = {
    minPaymentMinor: amounts(terms.minPaymentMinor, 'min', options),
    maxPaymentMinor: amounts(terms.maxPaymentMinor, 'max', options),
    feePercent: percent(terms.feePercent, 'fee-percent', options),
    feeFixedMinor: amounts(terms.feeFixedMinor, 'fee-fixed', options),
    reservePercent: percent(terms.reservePercent, 'reserve-percent', options),
    reserveDays: days(terms.reserveDays, options['reserve-days']),
  };
  const fault = faultOfTerms(changed);
  if (fault) throw new UsageError(fault);
  return changed;
}

export function describeTerms(terms: Terms): string {
  const both = (values: Terms['minPaymentMinor']) =>
    currencies.map((currency) => `${formatAmount(values[currency])} ${currency}`).join(', ');
  return [
    `Payments from ${both(terms.minPaymentMinor)} to ${both(terms.maxPaymentMinor)}`,
    `Fee ${formatTaxRate(terms.feePercent)} % and ${both(terms.feeFixedMinor)}`,
    `Rolling reserve ${formatTaxRate(terms.reservePercent)} % for ${terms.reserveDays} days`,
  ].join('\n');
}

function amounts(present: Terms['minPaymentMinor'], prefix: string, options: Options) {
  const read = (name: string, value: bigint) => {
    const text = options[name];
    return text === undefined ? value : readAmount(text, `--${name}`);
  };
  return { USD: read(`${prefix}-usd`, present.USD), EUR: read(`${prefix}-eur`, present.EUR) };
}

function percent(present: number, name: string, options: Options): number {
  const text = options[name];
  return text === undefined ? present : readPercent(text, `--${name}`);
}

function days(present: number, text: string | undefined): number {
  return text === undefined ? present : readWholeNumber(text, '--reserve-days', 0, 3650);
}
