import { useFieldArray, useFormContext } from 'react-hook-form';
import { tooLong } from '@/lib/length.ts';
import { Button, IconButton } from '@/ui/button.tsx';
import { TextField } from '@/ui/field.tsx';
import { atMost } from './rules.ts';

export type MetadataPair = { readonly key: string; readonly value: string };
type WithMetadata = { readonly metadata: MetadataPair[] };

const mostPairs = 50;

/** Pairs of the merchant's own, under `metadata` of the form around it. */
export function MetadataFields({ note }: { readonly note: string }) {
  const { control, register, formState } = useFormContext<WithMetadata>();
  const { fields, append, remove } = useFieldArray({ control, name: 'metadata' });
  const { errors } = formState;
  return (
    <fieldset className="metadata">
      <legend className="screen-reader">Metadata</legend>
      {fields.map((pair, index) => (
        <div key={pair.id} className="metadata-row">
          <TextField
            label="Key"
            dir="auto"
            limit={40}
            error={errors.metadata?.[index]?.key?.message}
            {...register(`metadata.${index}.key`, {
              validate: (key, { metadata }) => {
                if (key.trim() === '') return 'Enter a key, or remove the pair.';
                const isTwin = metadata.some(
                  (other, place) => place < index && other.key.trim() === key.trim(),
                );
                return isTwin ? 'This key is there already.' : (tooLong(key, 40) ?? true);
              },
            })}
          />
          <TextField
            label="Value"
            dir="auto"
            limit={500}
            error={errors.metadata?.[index]?.value?.message}
            {...register(`metadata.${index}.value`, { validate: atMost(500) })}
          />
          <IconButton
            name={`Remove pair ${index + 1}`}
            icon="close"
            size="normal"
            onClick={() => remove(index)}
          />
        </div>
      ))}
      {fields.length < mostPairs && (
        <div className="row wrap">
          <Button look="quiet" size="small" icon="plus" onClick={() => append({ key: '', value: '' })}>
            Add metadata
          </Button>
          {fields.length === 0 && <span className="hint">{note}</span>}
        </div>
      )}
    </fieldset>
  );
}

export function toPairs(metadata: Readonly<Record<string, string>>): MetadataPair[] {
  return Object.entries(metadata).map(([key, value]) => ({ key, value }));
}

export function fromPairs(pairs: readonly MetadataPair[]): Record<string, string> {
  return Object.fromEntries(pairs.map(({ key, value }) => [key.trim(), value]));
}
