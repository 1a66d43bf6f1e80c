import type { Catalogue, MessageKey } from './catalogue-shape.ts';
import type { Locale } from './locales.ts';
import { locales } from './locales.ts';
import { formsOf, type Message, slotsOf } from './message.ts';
import { german } from './messages/de.ts';
import { english } from './messages/en.ts';
import { spanish } from './messages/es.ts';
import { french } from './messages/fr.ts';
import { italian } from './messages/it.ts';
import { toMerchants } from './messages/merchants.ts';
import { dutch } from './messages/nl.ts';
import { polish } from './messages/pl.ts';
import { portuguese } from './messages/pt.ts';

export const catalogues: Readonly<Record<Locale, Catalogue>> = {
  en: english,
  de: german,
  es: spanish,
  fr: french,
  it: italian,
  nl: dutch,
  pl: polish,
  pt: portuguese,
};

/** A message in a language, or in English where only merchants read it. */
export function messageIn(locale: Locale, key: MessageKey): Message {
  return key in toMerchants
    ? toMerchants[key as keyof typeof toMerchants]
    : catalogues[locale][key as keyof Catalogue];
}

/**
 * Compares a catalogue with the English one and lists what is wrong with it: missing, surplus and empty messages,
 * plural forms the language needs but lacks, and `{names}` or `<tags>` that differ. The compiler sees the first
 * two already; this is for what types cannot see.
 */
export function checkCatalogue(locale: Locale, catalogue: Readonly<Record<string, Message>>): string[] {
  const complaints: string[] = [];
  for (const key of Object.keys(catalogue)) {
    if (!(key in english)) complaints.push(`${locale}: "${key}" is no message of the English catalogue.`);
  }
  for (const [key, original] of Object.entries<Message>(english)) {
    const message = catalogue[key];
    if (message === undefined) complaints.push(`${locale}: "${key}" is missing.`);
    else complaints.push(...compareMessages(locale, key, original, message));
  }
  return complaints;
}

/** What `checkCatalogue` says about all languages; empty when they are complete. */
export function checkCatalogues(): string[] {
  return locales.flatMap((locale) => checkCatalogue(locale, catalogues[locale]));
}

function compareMessages(locale: Locale, key: string, original: Message, message: Message): string[] {
  if (typeof message !== typeof original)
    return [`${locale}: "${key}" must be a plural exactly where English is.`];
  const complaints: string[] = [];
  const wanted = slotsOf(
    formsOf(original)
      .map(([, template]) => template)
      .join(),
  );
  const found = slotsOf(
    formsOf(message)
      .map(([, template]) => template)
      .join(),
  );
  const surplus = found.filter((slot) => !wanted.includes(slot));
  const missing = wanted.filter((slot) => slot !== '{count}' && !found.includes(slot));
  if (surplus.length > 0)
    complaints.push(`${locale}: "${key}" uses ${surplus.join(', ')}, which nobody fills in.`);
  if (missing.length > 0) complaints.push(`${locale}: "${key}" leaves out ${missing.join(', ')}.`);
  for (const [form, template] of formsOf(message)) {
    if (template.trim() === '') complaints.push(`${locale}: "${key}" is empty${form && ` for "${form}"`}.`);
  }
  if (typeof message === 'string') return complaints;
  for (const category of new Intl.PluralRules(locale).resolvedOptions().pluralCategories) {
    if (!(category in message)) complaints.push(`${locale}: "${key}" lacks its plural form "${category}".`);
  }
  return complaints;
}
