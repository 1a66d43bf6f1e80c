import type { FieldValues, Path, UseFormSetError } from 'react-hook-form';
import { ApiProblem, sentenceOf } from '@/api/client.ts';

/**
 * Puts what the server found wrong beside the fields it is about.
 *
 * @param fieldOf finds the form's field for the API's, such as `products[0].quantity`; `undefined` for none.
 * @returns The sentence for the top of the form, when something has no field of its own.
 */
export function placeErrors<Values extends FieldValues>(
  error: unknown,
  setError: UseFormSetError<Values>,
  fieldOf: (apiField: string) => Path<Values> | undefined,
): string | undefined {
  if (!(error instanceof ApiProblem) || error.fields.length === 0) return sentenceOf(error);
  const homeless: string[] = [];
  let isFirst = true;
  for (const { field, message } of error.fields) {
    const place = fieldOf(field);
    if (place === undefined) {
      homeless.push(message);
      continue;
    }
    setError(place, { type: 'server', message: asSentence(message) }, { shouldFocus: isFirst });
    isFirst = false;
  }
  return homeless.length > 0 ? homeless.map(asSentence).join(' ') : undefined;
}

/** Fields that the form knows by the API's own name. */
export function sameName<Values extends FieldValues>(
  names: readonly Path<Values>[],
): (apiField: string) => Path<Values> | undefined {
  return (apiField) => names.find((name) => name === apiField);
}

function asSentence(text: string): string {
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
