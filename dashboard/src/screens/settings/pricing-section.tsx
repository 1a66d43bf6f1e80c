import { Controller } from 'react-hook-form';
import { optionalRate, typedRate } from '@/forms/rules.ts';
import { currencyChoices, formatMoney, trimRate } from '@/lib/money.ts';
import { SegmentField, TextField } from '@/ui/field.tsx';
import { type Currency, formatAmount } from '../../../../src/platform/kit/money.ts';
import { type PricingMode, parseTaxRate, priceLine } from '../../../../src/platform/kit/tax.ts';
import { SectionForm } from './section-form.tsx';
import { useOrganizationForm } from './use-organization-form.ts';

type Values = { pricingMode: PricingMode; currency: Currency; taxRate: string };

const exampleMinor = 2400n;
const modeChoices = [
  { value: 'TAX_INCLUSIVE', label: 'Tax included' },
  { value: 'TAX_EXCLUSIVE', label: 'Tax added' },
];

/** What a new link begins with. Links that exist keep what they were made with. */
export function PricingSection() {
  const { form, kept, problem, isPending, submit } = useOrganizationForm<Values>({
    name: 'settings-pricing',
    read: (organization) => ({
      pricingMode: organization.pricing_mode,
      currency: organization.default_currency,
      taxRate: trimRate(organization.default_tax_rate),
    }),
    write: (values, isTouched) => ({
      ...(isTouched('pricingMode') ? { pricing_mode: values.pricingMode } : {}),
      ...(isTouched('currency') ? { default_currency: values.currency } : {}),
      ...(isTouched('taxRate') ? { default_tax_rate: typedRate(values.taxRate) || '0' } : {}),
    }),
    fields: {
      pricingMode: { label: 'Pricing mode', choices: modeChoices },
      currency: 'Currency',
      taxRate: 'Tax rate (%)',
    },
    places: { pricing_mode: 'pricingMode', default_currency: 'currency', default_tax_rate: 'taxRate' },
  });
  const { register, control, watch, formState } = form;
  const { errors } = formState;
  return (
    <SectionForm title="Prices and tax" problem={problem} isBusy={isPending} kept={kept} onSubmit={submit}>
      <Controller
        name="pricingMode"
        control={control}
        render={({ field }) => (
          <SegmentField
            label="Pricing mode"
            choices={modeChoices}
            value={field.value}
            onChange={field.onChange}
            hint={example(watch())}
            error={errors.pricingMode?.message}
          />
        )}
      />
      <div className="pair">
        <TextField
          label="Tax rate (%)"
          inputMode="decimal"
          suffix="%"
          hint="For products without a rate of their own."
          error={errors.taxRate?.message}
          {...register('taxRate', { validate: optionalRate })}
        />
        <Controller
          name="currency"
          control={control}
          render={({ field }) => (
            <SegmentField
              label="Currency"
              choices={currencyChoices}
              value={field.value}
              onChange={field.onChange}
              hint="Chosen first when you make a link."
              error={errors.currency?.message}
            />
          )}
        />
      </div>
    </SectionForm>
  );
}

/** The two modes told by one price. */
function example({ pricingMode, currency, taxRate }: Values): string {
  const rate = optionalRate(taxRate) === true ? typedRate(taxRate) || '0' : '0';
  const line = { unitPriceMinor: exampleMinor, quantity: 1, taxRate: parseTaxRate(rate) ?? 0 };
  const { taxMinor, totalMinor } = priceLine(line, pricingMode);
  const money = (minor: bigint) => formatMoney(formatAmount(minor), currency);
  return `For a price of ${money(exampleMinor)} a buyer pays ${money(totalMinor)}, ${money(taxMinor)} of it tax.`;
}
