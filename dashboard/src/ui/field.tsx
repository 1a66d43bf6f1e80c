import { type ComponentProps, type ReactNode, useEffect, useId, useState } from 'react';
import { tooLong } from '@/lib/length.ts';
import { Icon } from './icon.tsx';

type Parts = {
  readonly label: string;
  readonly optional?: boolean;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
};

type FrameProps = Parts & {
  readonly id: string;
  readonly corner?: ReactNode;
  readonly children: ReactNode;
};

/** Label above, hint or error below; `describedBy` names what belongs to the control. */
function Frame({ id, label, optional, hint, error, corner, children }: FrameProps) {
  return (
    <div className="field">
      <div className="label">
        <label htmlFor={id}>{label}</label>
        {optional && <span className="optional">optional</span>}
        {corner}
      </div>
      {children}
      {error && (
        <p className="error" id={`${id}-error`}>
          <Icon name="warning" size={14} />
          <span>{error}</span>
        </p>
      )}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

function describedBy(id: string, { hint, error }: Pick<Parts, 'hint' | 'error'>): string | undefined {
  return [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
}

/** Tells while somebody types when it gets too long; nothing of it is cut. */
function useExcess(id: string, limit: number | undefined) {
  const [excess, setExcess] = useState<string>();
  const look = () => {
    const field = document.getElementById(id) as HTMLInputElement | HTMLTextAreaElement | null;
    setExcess(field && limit !== undefined ? tooLong(field.value, limit) : undefined);
  };
  // Values are also put in place by forms that are reset.
  useEffect(look);
  return { excess, onInput: limit === undefined ? undefined : look };
}

type Limited = {
  /** Most characters, as the API counts them. */
  readonly limit?: number;
};

type TextFieldProps = Parts &
  Limited &
  Omit<ComponentProps<'input'>, 'className' | 'prefix' | 'id'> & {
    readonly prefix?: ReactNode;
    readonly suffix?: ReactNode;
    readonly corner?: ReactNode;
  };

export function TextField({
  label,
  optional,
  hint,
  prefix,
  suffix,
  corner,
  limit,
  error: found,
  ...input
}: TextFieldProps) {
  const id = useId();
  const { excess, onInput } = useExcess(id, limit);
  const error = found ?? excess;
  return (
    <Frame id={id} label={label} optional={optional} hint={hint} error={error} corner={corner}>
      <div className="control">
        {prefix && <span className="prefix">{prefix}</span>}
        <input
          autoComplete="off"
          {...input}
          onInput={onInput}
          id={id}
          className="input"
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, { hint, error })}
        />
        {suffix && <span className="suffix">{suffix}</span>}
      </div>
    </Frame>
  );
}

export function PasswordField(props: Omit<TextFieldProps, 'type' | 'suffix'>) {
  const [isShown, setShown] = useState(false);
  return (
    <TextField
      {...props}
      type={isShown ? 'text' : 'password'}
      autoCapitalize="none"
      spellCheck={false}
      suffix={
        <button
          type="button"
          className="affix-button"
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
        >
          Show
        </button>
      }
    />
  );
}

type TextAreaProps = Parts & Limited & Omit<ComponentProps<'textarea'>, 'className' | 'id'>;

export function TextArea({ label, optional, hint, error: found, limit, ...area }: TextAreaProps) {
  const id = useId();
  const { excess, onInput } = useExcess(id, limit);
  const error = found ?? excess;
  return (
    <Frame id={id} label={label} optional={optional} hint={hint} error={error}>
      <textarea
        {...area}
        onInput={onInput}
        id={id}
        className="input"
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { hint, error })}
      />
    </Frame>
  );
}

export type Choice = { readonly value: string; readonly label: string };

type ChoicesProps = Omit<ComponentProps<'select'>, 'className' | 'children'> & {
  readonly choices: readonly Choice[];
};

/** A select alone, for what has its label elsewhere. */
export function Select({ choices, ...select }: ChoicesProps) {
  return (
    <div className="control">
      <select {...select} className="input">
        {choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <span className="suffix">
        <Icon name="chevronDown" size={12} />
      </span>
    </div>
  );
}

type SelectProps = Parts & Omit<ChoicesProps, 'id'>;

export function SelectField({ label, optional, hint, error, choices, ...select }: SelectProps) {
  const id = useId();
  return (
    <Frame id={id} label={label} optional={optional} hint={hint} error={error}>
      <Select
        {...select}
        id={id}
        choices={choices}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { hint, error })}
      />
    </Frame>
  );
}

type SegmentFieldProps = Parts & {
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/**
 * A choice of two or three that shows all at once. Keyboard and assistive technology get the plain select that lies
 * over it; the buttons are for the pointer.
 */
export function SegmentField({ label, hint, error, choices, value, onChange }: SegmentFieldProps) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <div className="segment segment-wide segment-field">
        <select
          id={id}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-describedby={describedBy(id, { hint, error })}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
        {choices.map((choice) => (
          <button
            key={choice.value}
            type="button"
            tabIndex={-1}
            aria-hidden="true"
            className={choice.value === value ? 'is-on' : undefined}
            onClick={() => onChange(choice.value)}
          >
            {choice.label}
          </button>
        ))}
      </div>
    </Frame>
  );
}
