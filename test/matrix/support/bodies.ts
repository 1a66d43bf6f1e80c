import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Route } from '#platform/http/route.ts';
import { camt } from '#test/support/bank-shop.ts';
import type { Json } from '#test/support/client.ts';
import { png } from '#test/support/images.ts';
import { buyer, card } from '#test/support/scenario.ts';
import { nameOf } from './routes.ts';
import type { World } from './world.ts';

/** Bodies that no schema can tell: those that name things of this world. By method and path of the route. */
const bodies: Readonly<Record<string, (world: World) => Json>> = {
  'POST /api/payment-links/': ({ product }) => ({
    name: 'Made by the matrix',
    products: [{ product_id: product.id, quantity: 1 }],
  }),
  'POST /api/payment-links/preview/': ({ product }) => ({
    products: [{ product_id: product.id, quantity: 1 }],
  }),
  'POST /api/checkout/create/': checkoutBody,
  'POST /checkout/create/': checkoutBody,
  'POST /api/payment-links/public/:id/start/': () => ({ ...buyer }),
  'POST /api/checkout/:token/pay/': () => card(),
  'POST /api/auth/switch/': ({ merchant }) => ({ organization_id: merchant.organization.id }),
  'PUT /api/organization/webhook/': () => ({ url: 'https://receiver.example/hooks', enabled: true }),
  'PATCH /api/organization/': () => ({ name: 'Changed by the matrix', allow_ad_hoc_items: true }),
  'PUT /api/organization/providers/:provider/': () => ({
    mode: 'sandbox',
    settings: { iban: 'FR1420041010050500013M02606', account_name: 'Nordlicht' },
  }),
  'PUT /api/organization/providers/order/': () => ({ mode: 'sandbox', providers: [] }),
  'PATCH /api/products/:id/': () => ({ name: 'Changed by the matrix', prices: { USD: '5.00' } }),
  'PATCH /api/organization/team/:id/': () => ({ role: 'staff' }),
  'POST /api/transactions/:id/refund/': () => ({ amount: '1.00' }),
  'POST /api/media/': () => png({ widthPixels: 2, heightPixels: 2 }),
  'POST /api/organization/bank-statements/': () => camt([{ text: crypto.randomUUID() }]),
};

function checkoutBody({ product }: World): Json {
  return { ...buyer, products: [{ id: product.id, quantity: 1 }] };
}

/** What a field of this name may hold where its schema alone leads to nothing valid. */
const fields: Readonly<Record<string, Json>> = {
  email: 'somebody@shop.example',
  password: 'correct horse battery',
  new_password: 'correct horse battery',
  billing_country: 'DE',
  billing_email: 'maja@example.com',
  time_zone: 'Europe/Berlin',
  expires_at: '2090-01-31T12:00:00Z',
  amount: '1.00',
  cvc: '123',
  token: 'x'.repeat(43),
  challenge: 'x'.repeat(43),
  prices: { USD: '5.00' },
  accent_color: '#1a7f5a',
};

const ajv = new Ajv({ strict: false });
(addFormats as unknown as (ajv: Ajv) => void)(ajv);

/** A valid body: of this world where it names things of it, otherwise made from the schema; none where none is taken. */
export function bodyOf(route: Route<never>, world: World): Json {
  const schema = route.contract.body as Schema | undefined;
  // A file has no schema.
  if (!schema) return bodies[nameOf(route)]?.(world);
  // A patch without fields changes nothing, so it takes every one that can be made up.
  const body = bodies[nameOf(route)]?.(world) ?? sample(schema, '', route.method === 'PATCH');
  if (ajv.validate(schema, body)) return body;
  throw new Error(
    `No valid body for ${nameOf(route)} (${ajv.errorsText()}): add one to test/matrix/support/bodies.ts.`,
  );
}

export type Schema = {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly pattern?: string;
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: boolean | Schema;
};

/** A small value of this shape; with `whole` optional fields are filled in as well. */
export function sample(schema: Schema, name = '', whole = false): Json {
  if (name in fields) return structuredClone(fields[name]);
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return sample(schema.anyOf[0] as Schema, name, whole);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'object':
      return sampleObject(schema, whole);
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items ?? {}, '', whole));
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return 'text'.padEnd(schema.minLength ?? 0, '.');
  }
}

function sampleObject(schema: Schema, whole: boolean): Json {
  const names = Object.keys(schema.properties ?? {}).filter(
    (name) => whole || (schema.required ?? []).includes(name),
  );
  return Object.fromEntries(
    names.map((name) => [name, sample(schema.properties?.[name] as Schema, name, whole)]),
  );
}
