import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogues } from '#platform/text/catalogue.ts';
import { locales } from '#platform/text/locales.ts';
import { english } from '#platform/text/messages/en.ts';
import { toMerchants } from '#platform/text/messages/merchants.ts';
import { sampleContext } from './samples.ts';
import { states } from './states.ts';

const others = locales.filter((locale) => locale !== 'en');

/** Sentences that stand by themselves and say something else in this language. */
function englishOnly(locale: (typeof locales)[number]): string[] {
  return Object.entries(english).flatMap(([key, message]) => {
    const own = catalogues[locale][key as keyof typeof english];
    return typeof message === 'string' && !/[{<]/.test(message) && message !== own ? [message] : [];
  });
}

describe.each(others)('buyers who read %s', (locale) => {
  const said = new Set(Object.values(catalogues[locale]));
  const foreign = englishOnly(locale).filter((sentence) => !said.has(sentence));

  // What was typed wrong is said by whoever read the form.
  it.each(states.filter(({ name }) => !name.endsWith('-errors')))(
    'read nothing in English, and nothing unfilled: $name',
    ({ render }) => {
      const html = render(sampleContext({ locale }));
      expect(html).toContain(`<html lang="${locale}">`);
      expect(html.replace(/data-wording="[^"]*"/g, '')).not.toMatch(/\{\w+\}|undefined|\[object|NaN/);
      const texts = [...html.matchAll(/(?:>|=")([^<>"]+)(?=<|")/g)].map(([, text]) => text?.trim() ?? '');
      expect(texts.filter((text) => foreign.includes(text))).toEqual([]);
    },
  );
});

it('asks for every message somewhere', () => {
  const source = sourceFiles('src').map((file) => readFileSync(file, 'utf8'));
  const text = source.join('\n');
  // `decline.${code}` asks for all that begin so.
  const beginnings = [...text.matchAll(/`([a-z]\w*(?:\.\w+)*\.)\$\{/g)].map(([, start]) => start ?? '');
  const unused = Object.keys({ ...english, ...toMerchants }).filter(
    (key) =>
      !text.includes(`'${key}'`) &&
      !text.includes(`"${key}"`) &&
      !beginnings.some((start) => key.startsWith(start)),
  );
  expect(unused).toEqual([]);
});

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('messages/') && !name.includes('.test.'))
    .map((name) => join(folder, name));
}
