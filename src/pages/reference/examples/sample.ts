import type { Schema } from '../document/api-document.ts';
import type { NamedObject } from '../document/objects.ts';

export type SampleOptions = {
  /** Values by name of the field; see `exampleValues`. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The noun of the reference that the shape stands under. */
  readonly noun: string;
  /** The named object of this shape, if there is one: its fields hold what they hold wherever it stands. */
  readonly objectOf: (schema: Schema) => NamedObject | undefined;
  /** Whether an optional field is shown, by its path such as `products.id`. */
  readonly shows: (path: string) => boolean;
};

/** A value of this shape that reads like a real one; `holder` is the field that would hold it. */
export function sample(schema: Schema, options: SampleOptions, holder = ''): unknown {
  return make(schema, options, { name: holder, parent: '', path: '', owner: options.noun });
}

type Place = {
  readonly name: string;
  readonly parent: string;
  readonly path: string;
  /** The named object whose field it is, or else the noun. */
  readonly owner: string;
};

function make(schema: Schema, options: SampleOptions, place: Place): unknown {
  const known = knownValue(schema, options, place);
  if (known !== undefined) return known;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return make(schema.anyOf[0] ?? {}, options, place);
  const [type] = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  if (schema.properties) return makeObject(schema, options, place);
  if (type === 'array') return [make(schema.items ?? {}, options, place)];
  if (type === 'object') return {};
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
  if (type === 'boolean') return true;
  if (type === 'null') return null;
  if (schema.format === 'date-time') return options.values.created_at;
  return 'text';
}

function makeObject(schema: Schema, options: SampleOptions, place: Place): unknown {
  const object = options.objectOf(schema);
  if (object && object.holder === '')
    return makeFields(schema, { ...options, noun: object.noun }, { ...place, name: '', owner: object.name });
  return makeFields(schema, options, place);
}

function makeFields(schema: Schema, options: SampleOptions, place: Place): unknown {
  const shown = Object.entries(schema.properties ?? {}).filter(
    ([name]) => (schema.required ?? []).includes(name) || options.shows(joined(place.path, name)),
  );
  // Rows of a list are the noun itself, not fields of the list.
  const parent = place.name === 'results' ? '' : place.name;
  return Object.fromEntries(
    shown.map(([name, field]) => [
      name,
      make(field, options, { name, parent, path: joined(place.path, name), owner: place.owner }),
    ]),
  );
}

/** The value of a name, unless this field of the name takes other words. */
function knownValue(schema: Schema, { values, noun }: SampleOptions, place: Place): unknown {
  const { name, parent, owner } = place;
  const own = parent === '' ? [`${owner}:${name}`, `${noun}:${name}`] : [];
  const keys = [...own, `${parent}.${name}`, name];
  const value = keys.map((key) => values[key]).find((each) => each !== undefined);
  return value !== undefined && fits(schema, value) ? value : undefined;
}

function fits(schema: Schema, value: unknown): boolean {
  if (schema.anyOf) return schema.anyOf.some((each) => fits(each, value));
  if (schema.enum && !schema.enum.includes(value)) return false;
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) return false;
  if (schema.pattern && typeof value === 'string' && !new RegExp(schema.pattern).test(value)) return false;
  if (schema.format === 'uuid' && !/^[0-9a-f-]{36}$/.test(String(value))) return false;
  if (schema.format === 'date-time' && value !== null && !/^[\d-]{10}T[\d:.]+Z$/.test(String(value)))
    return false;
  return true;
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return value !== null && !Array.isArray(value) && typeof value === type;
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
