import type { FieldErrors, Path, UseFormRegister } from 'react-hook-form';
import type { KeptFields } from '@/forms/kept-fields.ts';
import { atMost } from '@/forms/rules.ts';
import { countryChoices } from '@/lib/countries.ts';
import { SelectField, TextField } from '@/ui/field.tsx';
import type {
  OrganizationAnswer,
  OrganizationPatch,
} from '../../../../src/platform/contract/organizations.ts';

/** Who sells in law; what is not told is an empty text. */
export type LegalValues = {
  legalName: string;
  taxId: string;
  line1: string;
  line2: string;
  postalCode: string;
  city: string;
  state: string;
  country: string;
};

const countries = countryChoices();
const addressParts = ['line1', 'line2', 'postalCode', 'city', 'state', 'country'] as const;

export const legalLabels = {
  legalName: 'Legal name',
  taxId: 'Tax number',
  line1: 'Street and number',
  line2: 'Building or floor',
  postalCode: 'Postal code',
  city: 'City',
  state: 'State or region',
  country: { label: 'Country', choices: countries },
} satisfies KeptFields<LegalValues>;

/** The form's field for each of the API's. */
export const legalPlaces = {
  legal_name: 'legalName',
  tax_id: 'taxId',
  address: 'line1',
  'address.line1': 'line1',
  'address.line2': 'line2',
  'address.postal_code': 'postalCode',
  'address.city': 'city',
  'address.state': 'state',
  'address.country': 'country',
} as const satisfies Record<string, keyof LegalValues>;

export function readLegal({ legal_name, tax_id, address }: OrganizationAnswer): LegalValues {
  return {
    legalName: legal_name ?? '',
    taxId: tax_id ?? '',
    line1: address?.line1 ?? '',
    line2: address?.line2 ?? '',
    postalCode: address?.postal_code ?? '',
    city: address?.city ?? '',
    state: address?.state ?? '',
    country: address?.country ?? '',
  };
}

/** An address is one thing: it is sent whole when a part of it was touched, and cleared when nothing is left of it. */
export function writeLegal(
  values: LegalValues,
  isTouched: (name: keyof LegalValues) => boolean,
): OrganizationPatch {
  const { line1, line2, postalCode, city, state, country } = values;
  const address = { line1, line2, postal_code: postalCode, city, state, country };
  return {
    ...(isTouched('legalName') ? { legal_name: values.legalName.trim() || null } : {}),
    ...(isTouched('taxId') ? { tax_id: values.taxId.trim() || null } : {}),
    ...(addressParts.some(isTouched) ? { address: hasAddress(values) ? address : null } : {}),
  };
}

function hasAddress(values: LegalValues): boolean {
  return addressParts.some((part) => values[part].trim() !== '');
}

type LegalFieldsProps = {
  readonly register: UseFormRegister<LegalValues>;
  readonly errors: FieldErrors<LegalValues>;
};

/** What law asks a receipt to say of its seller. */
export function LegalFields({ register, errors }: LegalFieldsProps) {
  const needed = (name: Path<LegalValues>, what: string, most: number) =>
    register(name, {
      validate: (value, values) =>
        value.trim() === '' && hasAddress(values)
          ? `Enter ${what}, or leave the whole address empty.`
          : atMost(most)(value),
    });
  return (
    <fieldset className="form">
      <legend>On receipts and invoices</legend>
      <p className="hint">
        Buyers see this on the link’s page and on receipts. A receipt keeps what stood here when it was paid.
      </p>
      <div className="pair">
        <TextField
          label="Legal name"
          optional
          dir="auto"
          limit={200}
          autoComplete="organization"
          error={errors.legalName?.message}
          {...register('legalName', { validate: atMost(200) })}
        />
        <TextField
          label="Tax number"
          optional
          limit={50}
          hint="A VAT number with the letters in front, such as DE123456789, or another tax number."
          error={errors.taxId?.message}
          {...register('taxId', { validate: atMost(50) })}
        />
      </div>
      <div className="pair">
        <TextField
          label="Street and number"
          optional
          dir="auto"
          limit={200}
          autoComplete="address-line1"
          error={errors.line1?.message}
          {...needed('line1', 'street and number', 200)}
        />
        <TextField
          label="Building or floor"
          optional
          dir="auto"
          limit={200}
          autoComplete="address-line2"
          error={errors.line2?.message}
          {...register('line2', { validate: atMost(200) })}
        />
      </div>
      <div className="pair">
        <TextField
          label="Postal code"
          optional
          limit={20}
          autoComplete="postal-code"
          error={errors.postalCode?.message}
          {...register('postalCode', { validate: atMost(20) })}
        />
        <TextField
          label="City"
          optional
          dir="auto"
          limit={100}
          autoComplete="address-level2"
          error={errors.city?.message}
          {...needed('city', 'a city', 100)}
        />
      </div>
      <div className="pair">
        <TextField
          label="State or region"
          optional
          dir="auto"
          limit={100}
          autoComplete="address-level1"
          error={errors.state?.message}
          {...register('state', { validate: atMost(100) })}
        />
        <SelectField
          label="Country"
          optional
          choices={countries}
          autoComplete="country"
          error={errors.country?.message}
          {...needed('country', 'a country', 2)}
        />
      </div>
    </fieldset>
  );
}
