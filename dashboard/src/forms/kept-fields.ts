import type { Choice } from '@/ui/field.tsx';
import { type Essence, isSame, type Values } from './drafts.ts';

/** How a field is called where it is spoken of, and what it is made of when that is no word. */
type FieldName<Value> =
  | string
  | { readonly label: string; readonly choices: readonly Choice[] }
  /** What of it counts as typed; the rest may change by itself. */
  | { readonly label: string; readonly essence: (value: Value) => unknown };

/** What of a form is kept. What is not named never is: no password and no code may be. */
export type KeptFields<Typed> = { readonly [Field in keyof Typed]?: FieldName<Typed[Field]> };

/** A field that was typed over while somebody changed it elsewhere; `now` is a text, or what has none. */
export type Conflict = { readonly label: string; readonly now: unknown };

export type FieldReader = {
  /** Of all values of a form, those that are kept. */
  readonly pick: (values: Values) => Values;
  readonly essence: Essence;
  readonly areSame: (one: Values, other: Values) => boolean;
  readonly conflictOf: (field: string, now: unknown) => Conflict;
};

export function readerOf<Typed>(fields: KeptFields<Typed>): FieldReader {
  const named = new Map(Object.entries(fields) as [string, FieldName<never>][]);
  const essence: Essence = (field, value) => {
    const name = named.get(field);
    return typeof name === 'object' && 'essence' in name ? name.essence(value as never) : value;
  };
  const pick = (values: Values) =>
    Object.fromEntries([...named.keys()].map((field) => [field, values[field]]));
  return {
    pick,
    essence,
    areSame: (one, other) =>
      [...named.keys()].every((field) => isSame(essence(field, one[field]), essence(field, other[field]))),
    conflictOf: (field, now) => {
      const name = named.get(field) ?? '';
      if (typeof name === 'string') return { label: name, now };
      const choice = 'choices' in name ? name.choices.find(({ value }) => value === now) : undefined;
      return { label: name.label, now: choice?.label ?? now };
    },
  };
}
