import type { Schema } from './api-document.ts';

/** What a field may hold: a word for its type, then its limits, each a short phrase. */
export type FieldWords = {
  readonly type: string;
  readonly limits: readonly string[];
  /** Anchor of the section that explains the type, if one does. */
  readonly explainedAt?: string;
  readonly choices: readonly string[];
};

/** Descriptions that the contract gives to whole types, not to one field; the type says it here. */
const typesByDescription: Readonly<Record<string, { type: string; explainedAt: string }>> = {
  'Decimal string with two digits': { type: 'amount', explainedAt: 'money' },
  'Decimal string with 0 to 2 decimals, or a number with at most two decimals': {
    type: 'amount',
    explainedAt: 'money',
  },
  'Percent with three decimals': { type: 'percent', explainedAt: 'money' },
  'Percent with 0 to 3 decimals, 0 to 100': { type: 'percent', explainedAt: 'money' },
  'RFC 3339 in UTC': { type: 'time', explainedAt: 'times' },
  'RFC 3339 with an offset': { type: 'time', explainedAt: 'times' },
  'Unix seconds': { type: 'Unix seconds', explainedAt: 'times' },
};

/** Descriptions that only repeat the choices beside them. */
const saysNothing = new Set(['ISO 4217 code']);

export function fieldWords(schema: Schema): FieldWords {
  const known = schema.description ? typesByDescription[schema.description] : undefined;
  const choices = (schema.enum ?? schema.items?.enum ?? [])
    .filter((choice) => choice !== null)
    .map((choice) => String(choice));
  const optionalNull = isNullable(schema) ? ['or null'] : [];
  if (known) return { ...known, limits: optionalNull, choices };
  return { type: typeWord(schema), limits: [...limitsOf(schema), ...optionalNull], choices };
}

/** The contract's own sentence about a field, where it says more than the type does. */
export function ownDescription(schema: Schema): string | undefined {
  const { description } = schema;
  if (!description || description in typesByDescription || saysNothing.has(description)) return undefined;
  return description;
}

/** The schema inside: of the entries of a list, of the one alternative beside `null`, or itself. */
export function innerSchema(schema: Schema): Schema {
  const alternative = schema.anyOf?.find(({ type }) => type !== 'null');
  if (alternative) return innerSchema(alternative);
  return schema.items ? innerSchema(schema.items) : schema;
}

function typesOf(schema: Schema): readonly string[] {
  if (typeof schema.type === 'string') return [schema.type];
  return schema.type ?? [];
}

function isNullable(schema: Schema): boolean {
  return typesOf(schema).includes('null') || (schema.anyOf ?? []).some(({ type }) => type === 'null');
}

function typeWord(schema: Schema): string {
  const alternative = schema.anyOf?.find(({ type }) => type !== 'null');
  if (alternative) return fieldWords(alternative).type;
  const [type = 'any value'] = typesOf(schema).filter((each) => each !== 'null');
  if (type === 'array') return listWord(schema.items ?? {});
  if (type === 'boolean') return 'true or false';
  if (type === 'object') return isMap(schema) ? 'object of texts' : 'object';
  if (schema.enum) return 'one of';
  if (type !== 'string') return type;
  if (schema.format === 'date-time') return 'time';
  if (schema.format === 'date') return 'date';
  return schema.format === 'uuid' ? 'UUID' : 'text';
}

function listWord(items: Schema): string {
  const { type } = fieldWords(items);
  const plurals: Readonly<Record<string, string>> = {
    object: 'objects',
    text: 'texts',
    amount: 'amounts',
    'one of': 'any of',
  };
  return `list of ${plurals[type] ?? type}`;
}

function isMap(schema: Schema): boolean {
  return !schema.properties && typeof schema.additionalProperties === 'object';
}

function limitsOf(schema: Schema): string[] {
  return [
    ...range(schema.minLength || undefined, schema.maxLength, 'character', 'characters'),
    ...range(schema.minimum, schema.maximum === Number.MAX_SAFE_INTEGER ? undefined : schema.maximum),
    ...range(schema.minItems, schema.maxItems, 'entry', 'entries'),
  ];
}

function range(least: number | undefined, most: number | undefined, one = '', many = ''): string[] {
  const counted = (count: number) => `${number.format(count)}${many ? ` ${count === 1 ? one : many}` : ''}`;
  if (least !== undefined && least === most) return [`exactly ${counted(least)}`];
  if (least !== undefined && most !== undefined) return [`${number.format(least)}–${counted(most)}`];
  if (most !== undefined) return [`at most ${counted(most)}`];
  return least === undefined ? [] : [`at least ${counted(least)}`];
}

/** Years are written without a separator, so four digits are. */
const number = new Intl.NumberFormat('en-US', { useGrouping: 'min2' });
