/** What a form parser hands over: a text per field, or a list where a name came more than once. */
export type FormFields = Readonly<Record<string, unknown>>;

// NUL and its kin cannot be typed, only sent; the database refuses the first and the others hide things.
const halfPairs = /\p{Surrogate}/gu;
const controlCharacters = /\p{Cc}+/gu;

/** The trimmed text of a field, empty when it is absent. Of a repeated field the first counts. */
export function fieldText(fields: FormFields, name: string): string {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string'
    ? first.replace(controlCharacters, ' ').trim().replace(halfPairs, '\ufffd')
    : '';
}

/** How many characters a text has as the API counts them: code points, of which an emoji is one. */
export function characterCount(text: string): number {
  return [...text].length;
}

/** The beginning of a text, cut between two characters. */
export function beginningOf(text: string, characters: number): string {
  return text.length <= characters ? text : [...text].slice(0, characters).join('');
}

/** The non-empty ones among the named fields. */
export function filledFields(fields: FormFields, names: readonly string[]): Record<string, string> {
  const pairs = names.map((name) => [name, fieldText(fields, name)] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== ''));
}
