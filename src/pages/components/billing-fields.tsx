import type { ComponentChildren } from 'preact';
import { listCountries, needsPostalCode, usesPostalCode, usesState } from '#platform/text/countries.ts';
import type { Translate } from '#platform/text/translate.ts';
import type { PageContext } from '../context.ts';
import { describedBy, errorOf, FieldFrame, type FormState, TextField } from './field.tsx';
import { Icon } from './icon.tsx';

type BillingFieldsProps = { form: FormState; context: PageContext };

const companyFields = ['billing_company', 'billing_tax_id'] as const;
const addressFields = ['billing_phone', 'billing_line1', 'billing_line2', 'billing_city'] as const;

/** The label of every billing field by its name, for the fields and for the error summary. */
export function billingLabels(text: Translate) {
  return {
    billing_email: text('field.email'),
    billing_first_name: text('field.firstName'),
    billing_last_name: text('field.lastName'),
    billing_country: text('field.country'),
    billing_postal_code: text('field.postalCode'),
    billing_state: text('field.state'),
    billing_company: text('field.company'),
    billing_tax_id: text('field.taxId'),
    billing_phone: text('field.phone'),
    billing_line1: text('field.line1'),
    billing_line2: text('field.line2'),
    billing_city: text('field.city'),
  };
}

type BillingName = keyof ReturnType<typeof billingLabels>;

const autocomplete: Readonly<Record<BillingName, string>> = {
  billing_email: 'email',
  billing_first_name: 'given-name',
  billing_last_name: 'family-name',
  billing_country: 'country',
  billing_postal_code: 'postal-code',
  billing_state: 'address-level1',
  billing_company: 'organization',
  billing_tax_id: 'off',
  billing_phone: 'tel',
  billing_line1: 'address-line1',
  billing_line2: 'address-line2',
  billing_city: 'address-level2',
};

/** Written in a script of people's own, which may run from right to left; addresses of mail and numbers never do. */
const inPeoplesWords: ReadonlySet<BillingName> = new Set([
  'billing_first_name',
  'billing_last_name',
  'billing_state',
  'billing_company',
  'billing_line1',
  'billing_line2',
  'billing_city',
]);

/** Who pays. The stylesheet shows postal code and state where the chosen country uses them. */
export function BillingFields({ form, context }: BillingFieldsProps) {
  const { text } = context;
  const labels = billingLabels(text);
  return (
    <>
      <TextField
        {...fieldFor('billing_email')}
        hint={text('field.emailHint')}
        input={{ type: 'email', inputMode: 'email', autocomplete: 'email', spellcheck: false }}
      />
      <div class="pair">
        <TextField {...fieldFor('billing_first_name')} />
        <TextField {...fieldFor('billing_last_name')} optional />
      </div>
      <div class="pair place">
        <CountryField form={form} context={context} />
        <TextField
          {...fieldFor('billing_postal_code')}
          class="field-postal-code"
          optional={needsPostalCode(form.values.billing_country ?? '') ? 'elsewhere' : 'mostly'}
        />
        <TextField {...fieldFor('billing_state')} class="field-state" optional />
      </div>
      <Fold title={text('link.company')} names={companyFields} form={form}>
        <TextField {...fieldFor('billing_company')} optional />
        <TextField {...fieldFor('billing_tax_id')} optional />
      </Fold>
      <Fold title={text('link.address')} names={addressFields} form={form}>
        <TextField
          {...fieldFor('billing_phone')}
          optional
          input={{ type: 'tel', inputMode: 'tel', autocomplete: 'tel' }}
        />
        <TextField {...fieldFor('billing_line1')} optional />
        <TextField {...fieldFor('billing_line2')} optional />
        <TextField {...fieldFor('billing_city')} optional />
      </Fold>
    </>
  );

  function fieldFor(name: BillingName) {
    const dir = inPeoplesWords.has(name) ? ({ dir: 'auto' } as const) : {};
    return { name, label: labels[name], form, context, input: { autocomplete: autocomplete[name], ...dir } };
  }
}

function CountryField({ form, context }: BillingFieldsProps) {
  const { text, locale } = context;
  const field = { name: 'billing_country', label: text('field.country'), form, context };
  const chosen = form.values.billing_country ?? '';
  return (
    <FieldFrame {...field}>
      <div class="control">
        <select
          class="input"
          id={field.name}
          name={field.name}
          autocomplete={autocomplete.billing_country}
          required
          {...describedBy(field)}
        >
          <option value="">{text('field.chooseCountry')}</option>
          {listCountries(locale).map(({ code, name }) => (
            <option value={code} class={addressClass(code)} selected={code === chosen}>
              {name}
            </option>
          ))}
        </select>
        <Icon name="chevron" />
      </div>
    </FieldFrame>
  );
}

/** What the stylesheet reads of the chosen country. */
function addressClass(code: string): string | undefined {
  const classes = [
    usesPostalCode(code) ? '' : 'no-postal-code',
    needsPostalCode(code) ? 'needs-postal-code' : '',
    usesState(code) ? 'with-state' : '',
  ];
  return classes.filter(Boolean).join(' ') || undefined;
}

type FoldProps = { title: string; names: readonly string[]; form: FormState; children: ComponentChildren };

/** Fields few need, folded until wanted; open when they hold something or are wrong. */
function Fold({ title, names, form, children }: FoldProps) {
  const open = names.some((name) => form.values[name] || errorOf(form, name));
  return (
    <details class="fold" open={open}>
      <summary>
        <Icon name="plus" />
        {title}
      </summary>
      <div class="fold-fields">{children}</div>
    </details>
  );
}
