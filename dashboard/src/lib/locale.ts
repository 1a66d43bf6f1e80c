type Browser = {
  readonly window?: {
    readonly navigator?: { readonly languages?: readonly string[] };
    readonly localStorage?: Storage;
  };
};

/**
 * Countries by whose habits numbers and money are written. The words of the dashboard are English, so dates are those of
 * the country where English is spoken, and of the United Kingdom elsewhere.
 */
const offered = [
  'en-AU',
  'en-CA',
  'da-DK',
  'fi-FI',
  'fr-FR',
  'de-DE',
  'en-IN',
  'it-IT',
  'nl-NL',
  'en-NZ',
  'pl-PL',
  'pt-PT',
  'en-ZA',
  'es-ES',
  'sv-SE',
  'en-GB',
  'en-US',
] as const;

const chosenName = 'locale';
const chosen = readChosen();

/** What was chosen on this device; `system` until then. */
export const chosenLocale: string = chosen ?? 'system';

/** Everything on the screen is written anew by it, so the page is loaded again. */
export function chooseLocale(tag: string): void {
  const { localStorage } = window;
  try {
    if (tag === 'system') localStorage.removeItem(chosenName);
    else localStorage.setItem(chosenName, tag);
  } catch {
    // Storage may be forbidden; then nothing can be chosen.
    return;
  }
  location.reload();
}

/** `Germany, 1.234,50` for `de-DE`, after what the browser asks for. */
export function localeChoices(): { readonly value: string; readonly label: string }[] {
  const regions = new Intl.DisplayNames('en', { type: 'region' });
  const labelOf = (tag: string) =>
    `${regions.of(tag.slice(3)) ?? tag}, ${new Intl.NumberFormat(tag, { minimumFractionDigits: 2, useGrouping: 'always' }).format(1234.5)}`;
  return [
    { value: 'system', label: 'As the browser' },
    ...offered.map((tag) => ({ value: tag, label: labelOf(tag) })),
  ];
}

function readChosen(): string | undefined {
  try {
    const kept = (globalThis as Browser).window?.localStorage?.getItem(chosenName);
    return offered.find((tag) => tag === kept);
  } catch {
    return undefined;
  }
}

/**
 * The words are English, so numbers and dates follow the reader's kind of English, unless another was chosen. The reader is whoever sits before a
 * window: Node has a navigator, too, which tells the language of a machine.
 */
export const formattingLocale: string =
  (chosen && (chosen.startsWith('en') ? chosen : 'en-GB')) ??
  (globalThis as Browser).window?.navigator?.languages?.find(
    (language) => /^en\b/.test(language) && isTag(language),
  ) ??
  'en-GB';

/** By whose habits numbers and money are shown. */
export const numberLocale: string = chosen ?? formattingLocale;

/** The language that was chosen, or that the browser puts first: by its rules somebody writes numbers, whatever language they read here. */
export const writingLocale: string =
  chosen ??
  (globalThis as Browser).window?.navigator?.languages?.find((language) => isTag(language)) ??
  formattingLocale;

/** Where the system has no language of its own, browsers tell names like `en-US@posix`, which nothing formats by. */
function isTag(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
}
