import { type ApiDocument, answerSchema, type Endpoint, readEndpoints, type Schema } from './api-document.ts';

/** A shape that several answers share: described once, linked from everywhere. */
export type NamedObject = {
  readonly id: string;
  /** Such as "payment link". */
  readonly name: string;
  readonly plural: string;
  /** The noun under which it is described. */
  readonly noun: string;
  /** The field that holds it in other objects; empty for one that stands alone. */
  readonly holder: string;
  readonly schema: Schema;
};

type Definition = {
  readonly name: string;
  readonly plural: string;
  readonly noun: string;
  /** Where the document holds it: method, path, status, and the fields on the way down. */
  readonly at: readonly [endpoint: string, status: string, ...fields: string[]];
};

const link = 'POST /api/payment-links/';
const transaction = 'GET /api/transactions/{id}/';

const definitions: readonly Definition[] = [
  { name: 'payment link', plural: 'payment links', noun: 'Payment links', at: [link, '201'] },
  { name: 'line', plural: 'lines', noun: 'Payment links', at: [link, '201', 'products'] },
  { name: 'checkout session', plural: '', noun: 'Checkout', at: ['POST /api/checkout/create/', '201'] },
  { name: 'checkout', plural: 'checkouts', noun: 'Checkout', at: ['GET /api/checkouts/{id}/', '200'] },
  { name: 'checkout state', plural: '', noun: 'Checkout', at: ['GET /api/checkout/{token}/', '200'] },
  {
    name: 'attempt',
    plural: 'attempts, newest first',
    noun: 'Checkout',
    at: [transaction, '200', 'depositAttempts'],
  },
  { name: 'billing details', plural: '', noun: 'Checkout', at: [transaction, '200', 'billing'] },
  { name: 'transaction', plural: 'transactions', noun: 'Payments', at: [transaction, '200'] },
  { name: 'refund', plural: 'refunds', noun: 'Refunds', at: ['GET /api/refunds/{id}/', '200'] },
  {
    name: 'webhook endpoint',
    plural: '',
    noun: 'Webhooks',
    at: ['GET /api/organization/webhook/', '200'],
  },
  { name: 'product', plural: 'products', noun: 'Products', at: ['GET /api/products/{id}/', '200'] },
  {
    name: 'API key',
    plural: 'API keys',
    noun: 'API keys',
    at: ['GET /api/organization/api-keys/', '200', 'results'],
  },
  { name: 'organization', plural: '', noun: 'Organization', at: ['GET /api/organization/', '200'] },
  { name: 'branding', plural: '', noun: 'Organization', at: ['GET /api/organization/', '200', 'branding'] },
  {
    name: 'seller',
    plural: '',
    noun: 'Organization',
    at: ['GET /api/checkout/{token}/', '200', 'organization'],
  },
  { name: 'session', plural: '', noun: 'Accounts', at: ['POST /api/auth/login/', '200'] },
];

export type ObjectIndex = {
  readonly all: readonly NamedObject[];
  /** The object of exactly this shape, `null` allowed beside it or not. */
  find(schema: Schema | undefined): NamedObject | undefined;
  /** The largest object that has all of its fields in this shape, which has more. */
  findWithin(schema: Schema | undefined): NamedObject | undefined;
};

/** The named objects of a document, found again wherever an answer holds one. */
export function indexObjects(document: ApiDocument): ObjectIndex {
  const endpoints = readEndpoints(document);
  const all = definitions.flatMap((definition) => {
    const schema = schemaAt(endpoints, definition);
    const id = `object-${definition.name.toLowerCase().replaceAll(' ', '-')}`;
    const holder =
      definition.at
        .slice(2)
        .filter((field) => field !== 'results')
        .at(-1) ?? '';
    return schema ? [{ ...definition, id, holder, schema }] : [];
  });
  const byShape = new Map(all.map((object) => [shapeOf(object.schema), object]));
  const bySize = [...all].sort((left, right) => fieldsOf(right.schema).length - fieldsOf(left.schema).length);
  return {
    all,
    find: (schema) => (schema?.properties ? byShape.get(shapeOf(schema)) : undefined),
    findWithin: (schema) =>
      schema?.properties &&
      bySize.find(({ schema: part }) => fieldsOf(part).length > 3 && holds(schema, part)),
  };
}

function schemaAt(
  endpoints: readonly Endpoint[],
  { at: [name, status, ...fields] }: Definition,
): Schema | undefined {
  const endpoint = endpoints.find(({ method, path }) => `${method} ${path}` === name);
  let schema = endpoint && answerSchema(endpoint.operation, status);
  for (const field of fields) schema = schema?.properties?.[field];
  return schema?.items ?? schema;
}

function fieldsOf(schema: Schema): [string, Schema][] {
  return Object.entries(schema.properties ?? {});
}

function holds(whole: Schema, part: Schema): boolean {
  const fields = whole.properties ?? {};
  return fieldsOf(part).every(([name, schema]) => JSON.stringify(fields[name]) === JSON.stringify(schema));
}

function shapeOf({ properties, required }: Schema): string {
  return JSON.stringify([properties, required]);
}
