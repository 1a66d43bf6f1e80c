import { isolated } from '#platform/contract/directions.ts';
import { messageIn } from './catalogue.ts';
import type { English, MessageKey } from './catalogue-shape.ts';
import { formatNumber } from './format.ts';
import type { Locale } from './locales.ts';
import { fillPlain, formFor, type NamesOf } from './message.ts';

/** A text is filled in as it stands, in a direction of its own; a number is written as the language writes numbers. */
export type Value = string | number;

type Values<Key extends MessageKey> = Readonly<Record<NamesOf<English[Key]>, Value>>;
export type Arguments<Key extends MessageKey> = [NamesOf<English[Key]>] extends [never]
  ? []
  : [values: Values<Key>];

/** Says a message of the catalogue in one language: `text('pay.button', { amount: '€24.20' })`. */
export type Translate = {
  <Key extends MessageKey>(key: Key, ...values: Arguments<Key>): string;
  /** The sentence before anything is filled in, in the form that the count asks for. */
  template(key: MessageKey, count?: number): string;
  readonly locale: Locale;
};

const translators = new Map<Locale, Translate>();

/** The translator of a language. */
export function translator(locale: Locale): Translate {
  const known = translators.get(locale);
  if (known) return known;
  const made = makeTranslator(locale);
  translators.set(locale, made);
  return made;
}

function makeTranslator(locale: Locale): Translate {
  const rules = new Intl.PluralRules(locale);

  function template(key: MessageKey, count = 0): string {
    return formFor(messageIn(locale, key), count, rules);
  }

  function text<Key extends MessageKey>(key: Key, ...[values]: Arguments<Key>): string {
    const given: Readonly<Record<string, Value>> = values ?? {};
    return fillPlain(template(key, Number(given.count ?? 0)), asTexts(given, locale));
  }

  return Object.assign(text, { template, locale });
}

function asTexts(values: Readonly<Record<string, Value>>, locale: Locale): Record<string, string> {
  const texts = Object.entries(values).map(([name, value]) => {
    return [name, typeof value === 'number' ? formatNumber(value, locale) : isolated(value)] as const;
  });
  return Object.fromEntries(texts);
}
