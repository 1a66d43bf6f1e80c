type SegmentProps<Value extends string> = {
  readonly name: string;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
};

/** Switches what the page shows, between two or three. */
export function Segment<Value extends string>({ name, choices, value, onChange }: SegmentProps<Value>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for questions of a form
    <div className="segment" role="group" aria-label={name}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}
