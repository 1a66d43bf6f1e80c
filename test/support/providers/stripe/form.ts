/** What a form of Stripe's says: texts, lists and groups of them. */
export type Form = { readonly [name: string]: FormValue };
export type FormValue = string | readonly FormValue[] | Form;

type Node = { [name: string]: Node | string };

/** Reads `line_items[0][price_data][currency]=eur` into what it means; a list has its places in brackets. */
export function readForm(text: string): Form {
  const root: Node = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const path = name.replaceAll(']', '').split('[');
    const last = path.pop() ?? '';
    let node = root;
    for (const part of path) {
      const next = node[part];
      const group = typeof next === 'object' ? next : {};
      node[part] = group;
      node = group;
    }
    node[last] = value;
  }
  return settled(root) as Form;
}

function settled(node: Node | string): FormValue {
  if (typeof node === 'string') return node;
  const names = Object.keys(node);
  const values = Object.values(node).map(settled);
  if (names.length > 0 && names.every((name, index) => name === String(index))) return values;
  return Object.fromEntries(names.map((name, index) => [name, values[index] as FormValue]));
}

/** The names of a form with every place of a list as `[]`, such as `line_items[][quantity]`. */
export function namesIn(form: FormValue, before = ''): string[] {
  if (typeof form === 'string') return [before];
  if (Array.isArray(form)) return form.flatMap((each: FormValue) => namesIn(each, `${before}[]`));
  return Object.entries(form as Form).flatMap(([name, value]) =>
    namesIn(value, before === '' ? name : `${before}[${name}]`),
  );
}
