import type { ComponentChildren, JSX } from 'preact';
import type { PageContext } from '../context.ts';
import type { FieldErrorView } from '../views.ts';
import { Icon } from './icon.tsx';

/** What a form has to show again: values as typed and what is wrong with them. */
export type FormState = {
  readonly values: Readonly<Record<string, string>>;
  readonly errors: readonly FieldErrorView[];
};

export type FieldProps = {
  /** Name and id in one, so that an error of the API can link to its field. */
  name: string;
  label: string;
  form: FormState;
  context: PageContext;
  /**
   * Whether it may stay empty. Where another field decides, it says so for what is chosen now: the words are there in any
   * case, and the stylesheet hides them where they are wrong.
   */
  optional?: boolean | 'mostly' | 'elsewhere';
  hint?: string;
  class?: string;
  /** Words at the end of the control, such as the card's brand. */
  affix?: ComponentChildren;
  input?: JSX.InputHTMLAttributes<HTMLInputElement> & { [attribute: `data-${string}`]: string | undefined };
};

/** A labelled text field. */
export function TextField(props: FieldProps) {
  const { name, form, input, affix, optional = false } = props;
  return (
    <FieldFrame {...props}>
      <div class="control">
        <input
          class="input"
          id={name}
          name={name}
          type="text"
          value={form.values[name] ?? ''}
          required={!optional || optional === 'elsewhere'}
          {...describedBy(props)}
          {...input}
        />
        {affix}
      </div>
    </FieldFrame>
  );
}

/** Label above, hint and error below; "optional" stands beside the label, outside the field's name. */
export function FieldFrame(props: FieldProps & { children: ComponentChildren }) {
  const { name, label, form, context, optional, hint, children } = props;
  const error = errorOf(form, name);
  return (
    <div class={props.class ? `field ${props.class}` : 'field'}>
      <div class="label">
        <label for={name}>{label}</label>
        {optional && (
          <span id={`${name}-optional`}>
            {/* What is hidden inside of the description is no part of it; the description itself always is. */}
            {optional === true ? (
              context.text('field.optional')
            ) : (
              <span>{context.text('field.optional')}</span>
            )}
          </span>
        )}
      </div>
      {children}
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="error" id={`${name}-error`}>
          <Icon name="alert" />
          <span>{error.message}</span>
        </p>
      )}
    </div>
  );
}

/** What assistive technology reads after the field's name: its error first, then the rest. */
export function describedBy({ name, form, optional, hint }: FieldProps) {
  const error = errorOf(form, name);
  const ids = [error && `${name}-error`, hint && `${name}-hint`, optional && `${name}-optional`].filter(
    Boolean,
  );
  return {
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
    'aria-invalid': error ? ('true' as const) : undefined,
  };
}

export function errorOf(form: FormState, name: string): FieldErrorView | undefined {
  return form.errors.find((error) => error.field === name);
}
