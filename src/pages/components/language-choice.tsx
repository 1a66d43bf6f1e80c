import { languageNames, locales } from '#platform/text/locales.ts';
import type { PageContext } from '../context.ts';
import { Icon } from './icon.tsx';

type LanguageChoiceProps = {
  context: PageContext;
  /** What the address of the page says besides. */
  query?: Readonly<Record<string, string | undefined>>;
};

/** The language of the page, and the others: plain links, so that it works without script and is remembered. */
export function LanguageChoice({ context, query = {} }: LanguageChoiceProps) {
  const { path, locale, text } = context;
  if (path === null) return null;
  const back = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) back.set(name, value);
  const to = encodeURIComponent(back.size > 0 ? `${path}?${back}` : path);
  return (
    <details class="languages">
      <summary aria-label={text('site.language', { language: languageNames[locale] })}>
        <Icon name="globe" />
        {languageNames[locale]}
      </summary>
      <ul>
        {locales
          .filter((other) => other !== locale)
          .map((other) => (
            <li>
              <a href={`/language/${other}?to=${to}`} lang={other} rel="nofollow" data-keep-values>
                {languageNames[other]}
              </a>
            </li>
          ))}
      </ul>
    </details>
  );
}
