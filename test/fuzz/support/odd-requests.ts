import fc from 'fast-check';
import type { Json } from '#test/support/client.ts';
import { oddJson, oddText, oddValue } from './odd-values.ts';

/** One way in which a stranger's request can be wrong; what a field leaves out is as it should be. */
export type OddRequest = {
  /** Index among the routes. */
  readonly route: number;
  /** Stands for every parameter of the path. */
  readonly id?: string | undefined;
  /** Name and value; a name `#3` is the fourth that the route knows. */
  readonly query: readonly (readonly [string, string])[];
  readonly withoutSlash: boolean;
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly caller: 'none' | 'odd' | 'other' | 'right';
  readonly body: OddBody;
};

type OddBody =
  | { readonly kind: 'none' | 'good' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'changed'; readonly changes: readonly Change[] };

/** Puts `value` into the field that `at` falls on; `undefined` takes the field away, a name adds one. */
export type Change = { readonly at: number; readonly value: unknown; readonly name?: string | undefined };

/** Stands for a part of an address that is longer than any server takes, so that a report stays readable. */
export const tooLong = '<9,000 letters>';

const longText = fc.constantFrom('a', 'é', '\u0000', '"').map((letter) => letter.repeat(20_000));
const manyRows = fc.integer({ min: 51, max: 3_000 }).map((length) => new Array<unknown>(length).fill({}));
const anyValue = fc.oneof({ weight: 12, arbitrary: oddValue }, longText, manyRows);

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat({ max: 60 }),
  value: fc.oneof({ weight: 6, arbitrary: anyValue }, { weight: 1, arbitrary: fc.constant(undefined) }),
  name: fc.option(fc.constantFrom('admin', 'id', 'organization_id', '__proto__', 'constructor', 'é'), {
    nil: undefined,
    freq: 6,
  }),
});

const hugeJson = fc.constant(`{"a":"${'x'.repeat(300_000)}"}`);

const oddBody: fc.Arbitrary<OddBody> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('changed' as const),
      changes: fc.array(change, { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('value' as const), value: anyValue }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('text' as const),
      text: fc.oneof({ weight: 9, arbitrary: oddJson }, hugeJson),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'good' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'none' as const }) },
);

const oddHeaders = fc.constantFrom<Record<string, string>>(
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': 'multipart/form-data' },
  { 'content-type': ';;;' },
  { 'idempotency-key': 'x'.repeat(256) },
  { 'idempotency-key': 'short' },
  { 'idempotency-key': '\u00e9'.repeat(20) },
  { accept: 'text/csv' },
  { accept: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  { accept: 'image/png, */*;q=0' },
  { 'accept-language': 'x'.repeat(4_000) },
  { authorization: 'Token' },
  { authorization: 'Basic Og==' },
  { 'api-key': 'lt_sandbox_' },
  { 'x-forwarded-for': '999.1.1.1, ::ffff:127.0.0.1, x' },
  { 'if-none-match': '"'.repeat(50) },
  { 'x-request-id': '<>"\'' },
  { cookie: 'access_token=1; =; a' },
);

/** A request to one of `routeCount` routes with one or several oddities, all of it reproducible from the seed. */
export function oddRequest(routeCount: number): fc.Arbitrary<OddRequest> {
  return fc.record({
    route: fc.nat({ max: routeCount - 1 }),
    id: fc.option(
      fc.oneof({ weight: 8, arbitrary: oddText }, { weight: 1, arbitrary: fc.constant(tooLong) }),
      {
        nil: undefined,
        freq: 2,
      },
    ),
    query: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      {
        weight: 1,
        arbitrary: fc.array(
          fc.tuple(
            queryName,
            oddText.map((text) => text.slice(0, 500)),
          ),
          { maxLength: 3 },
        ),
      },
    ),
    withoutSlash: fc.boolean(),
    method: fc.option(
      fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'),
      {
        nil: undefined,
        freq: 12,
      },
    ),
    headers: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: oddHeaders }),
    caller: fc.oneof(
      { weight: 6, arbitrary: fc.constant('right' as const) },
      { weight: 1, arbitrary: fc.constantFrom('none' as const, 'odd' as const, 'other' as const) },
    ),
    body: oddBody,
  });
}

const queryName = fc.oneof(
  { weight: 3, arbitrary: fc.nat({ max: 12 }).map((index) => `#${index}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('limit', 'cursor', 'mode', 'q', 'nothing', '__proto__', 'a[b]', 'é'),
  },
);

/** The body with each change done to it; fields are counted through all levels, in the order they are written. */
export function changed(body: Json, changes: readonly Change[]): Json {
  const copy = structuredClone(body ?? {});
  for (const { at, value, name } of changes) {
    const places = placesOf(copy);
    if (name !== undefined || places.length === 0) {
      // Like JSON.parse, unlike an assignment, this makes `__proto__` a field.
      Object.defineProperty(copy, name ?? 'extra', {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      });
      continue;
    }
    const [holder, key] = places[at % places.length] as readonly [Json, string];
    holder[key] = value;
  }
  return copy;
}

function placesOf(value: Json, depth = 0): (readonly [Json, string])[] {
  if (value === null || typeof value !== 'object' || depth > 6) return [];
  return Object.keys(value).flatMap((key) => [[value, key] as const, ...placesOf(value[key], depth + 1)]);
}
