import type { FieldValues, Path, UseFormSetError } from 'react-hook-form';
import { ApiProblem, sentenceOf } from '@/api/client.ts';

/** The API speaks to programmers; where it would sound odd in a form, the form says it in its own words. */
const ownWords: Readonly<Record<string, string>> = {
  wrong_password: 'That is not your password.',
  second_factor_invalid: 'That code is wrong, or was used before. Wait for the next one.',
  invalid_challenge: 'That took too long. Sign in again.',
  email_taken: 'This address has an account already. Sign in, or use another one.',
  unknown_product: 'This product is not in your catalog any more. Remove it, or restore it first.',
  price_missing: 'This product has no price in this currency. Give it one, or choose the other currency.',
  expires_in_past: 'Enter a moment that lies ahead.',
  image_unavailable: 'The picture could not be fetched from there. Check the address and its size.',
};

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
  if (!(error instanceof ApiProblem)) return sentenceOf(error);
  if (error.fields.length === 0) return ownWords[error.code] ?? error.message;
  const homeless: string[] = [];
  let isFirst = true;
  for (const { field, code, message: said } of error.fields) {
    const message = ownWords[code] ?? said;
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
