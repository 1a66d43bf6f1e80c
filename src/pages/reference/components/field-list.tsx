import type { Schema } from '../document/api-document.ts';
import { fieldNote } from '../document/field-notes.ts';
import { fieldWords, innerSchema, ownDescription } from '../document/field-words.ts';
import type { ObjectIndex } from '../document/objects.ts';
import { Prose, sentence } from './prose.tsx';

type FieldListProps = {
  schema: Schema;
  objects: ObjectIndex;
  noun: string;
  /** The field that holds this object. */
  parent?: string;
  /** Whether it is sent, so that it matters which fields may be left out. */
  isInput?: boolean;
  /** Fields that are described elsewhere. */
  without?: readonly string[];
};

/** The fields of an object, those inside them folded. */
export function FieldList(props: FieldListProps) {
  const { schema, isInput = false, without = [] } = props;
  const required = schema.required ?? [];
  const fields = Object.entries(schema.properties ?? {}).filter(([name]) => !without.includes(name));
  return (
    <dl class="fields">
      {fields.map(([name, field]) => (
        <Field
          {...props}
          key={name}
          name={name}
          field={field}
          mark={markOf(isInput, required.includes(name))}
        />
      ))}
    </dl>
  );
}

function markOf(isInput: boolean, isRequired: boolean): 'required' | 'may be absent' | undefined {
  if (isInput) return isRequired ? 'required' : undefined;
  return isRequired ? undefined : 'may be absent';
}

type FieldProps = FieldListProps & {
  name: string;
  field: Schema;
  mark?: 'required' | 'may be absent' | undefined;
};

export function Field({ name, field, mark, objects, noun, parent, isInput = false }: FieldProps) {
  const note = ownDescription(field) ?? fieldNote(name, { noun, ...(parent ? { parent } : {}) });
  const inner = innerSchema(field);
  const known = objects.find(inner);
  const { choices } = fieldWords(field);
  return (
    <>
      <dt>
        <code>{name}</code> <TypeWords field={field} />
        {mark && <span class={mark === 'required' ? 'mark-required' : 'mark-absent'}>{mark}</span>}
      </dt>
      <dd>
        {note && (
          <p>
            <Prose text={sentence(note)} />
          </p>
        )}
        {choices.length > 0 && (
          <p class="choices">
            {choices.map((choice) => (
              <code key={choice}>{choice}</code>
            ))}
          </p>
        )}
        {known && (
          <p>
            See <a href={`#${known.id}`}>the {known.name}</a>.
          </p>
        )}
        {!known && inner.properties && (
          <details open={isInput}>
            <summary>{fieldCount(inner)}</summary>
            <FieldList schema={inner} objects={objects} noun={noun} parent={name} isInput={isInput} />
          </details>
        )}
      </dd>
    </>
  );
}

function TypeWords({ field }: { field: Schema }) {
  const { type, limits, explainedAt } = fieldWords(field);
  const rest = limits.length > 0 ? `, ${limits.join(', ')}` : '';
  return (
    <span class="type">
      {explainedAt ? <a href={`#${explainedAt}`}>{type}</a> : type}
      {rest.replace(', or null', ' or null')}
    </span>
  );
}

function fieldCount({ properties }: Schema): string {
  const count = Object.keys(properties ?? {}).length;
  return count === 1 ? 'One field' : `${count} fields`;
}
