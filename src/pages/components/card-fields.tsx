import type { Translate } from '#platform/text/translate.ts';
import { cardBrand, groupDigits } from '../card-brand.ts';
import type { PageContext } from '../context.ts';
import { type FormState, TextField } from './field.tsx';

/** The label of every card field by its name. */
export function cardLabels(text: Translate) {
  return {
    number: text('field.number'),
    expiry: text('field.expiry'),
    cvc: text('field.cvc'),
    name: text('field.cardName'),
  };
}

/** The sandbox's card form. Numbers keep their digits as text: a number field would drop zeros and add arrows. */
export function CardFields({ form, context }: { form: FormState; context: PageContext }) {
  const { text } = context;
  const labels = cardLabels(text);
  const digits = (form.values.number ?? '').replace(/\D/g, '');
  const brand = cardBrand(digits);
  const values = { ...form.values, number: groupDigits(digits) || (form.values.number ?? '') };
  const shared = { form: { ...form, values }, context };
  const numeric = { inputMode: 'numeric', spellcheck: false } as const;
  return (
    <>
      <TextField
        {...shared}
        name="number"
        label={labels.number}
        input={{ ...numeric, autocomplete: 'cc-number', maxLength: 40 }}
        affix={
          <output class="affix" id="card-brand" for="number">
            {brand.name}
          </output>
        }
      />
      <div class="pair">
        <TextField
          {...shared}
          name="expiry"
          label={labels.expiry}
          input={{ ...numeric, autocomplete: 'cc-exp', placeholder: text('field.expiryHint'), maxLength: 12 }}
        />
        <TextField
          {...shared}
          name="cvc"
          label={labels.cvc}
          input={{
            ...numeric,
            autocomplete: 'cc-csc',
            maxLength: 8,
            placeholder: text(brand.codeLength === 4 ? 'field.cvcHintLong' : 'field.cvcHint'),
            'data-short': text('field.cvcHint'),
            'data-long': text('field.cvcHintLong'),
          }}
        />
      </div>
      <TextField
        {...shared}
        name="name"
        label={labels.name}
        input={{ autocomplete: 'cc-name', dir: 'auto', spellcheck: false, autocapitalize: 'words' }}
      />
    </>
  );
}
