/** Forms of a message by count: exact ones (`=2`) win over the categories of `Intl.PluralRules`. */
export type Plural = { readonly other: string } & {
  readonly [form in 'zero' | 'one' | 'two' | 'few' | 'many' | `=${number}`]?: string;
};

/** A sentence with `{names}` to fill in and, for rich text, `<b>parts</b>` to dress up; or its plural forms. */
export type Message = string | Plural;

/** The `{names}` in a template, as a type. */
type NamesIn<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** What must be filled in: the names of all forms, and `count` for a plural. */
export type NamesOf<M extends Message> = M extends string
  ? NamesIn<M>
  : 'count' | NamesIn<M[keyof M] & string>;

const placeholder = /\{(\w+)\}/g;
const tag = /<(\w+)>/g;

/** The sentence for this count; a plain message is its own only form. */
export function formFor(message: Message, count: number, rules: Intl.PluralRules): string {
  if (typeof message === 'string') return message;
  return message[`=${count}`] ?? message[rules.select(count)] ?? message.other;
}

/** Every form of a message, with the name of the form. */
export function formsOf(message: Message): [form: string, template: string][] {
  if (typeof message === 'string') return [['', message]];
  return Object.entries(message).map(([form, template = '']) => [form, template]);
}

/** The names and tags a template uses, sorted, for comparing a translation with its original. */
export function slotsOf(template: string): string[] {
  const names = [...template.matchAll(placeholder)].map(([, name]) => `{${name}}`);
  const tags = [...template.matchAll(tag)].map(([, name]) => `<${name}>`);
  return [...new Set([...names, ...tags])].sort();
}

/** Fills in the names and drops the tags: for titles, attributes and plain-text mail. */
export function fillPlain(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/<\/?\w+>/g, '').replace(placeholder, (whole, name) => values[name] ?? whole);
}
