import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorCodes } from '#platform/contract/errors.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { type Answered, checkAnswer, type OpenApi } from '#test/support/contract.ts';
import { allRoutes } from './support/routes.ts';

let app: TestApp;
let document: OpenApi;
beforeAll(async () => {
  app = await startApp();
  document = app.openApi as OpenApi;
});
afterAll(() => app.stop());

const problem = {
  type: '/docs#not_found',
  title: 'Not found',
  status: 404,
  code: 'not_found',
  detail: 'There is nothing here.',
  request_id: 'r',
  errors: [],
};

function answered(body: Json, changes: Partial<Answered> & { type?: string } = {}): Answered {
  const { type = 'application/json', ...rest } = changes;
  return {
    method: 'GET',
    path: '/api/products/prod_1/',
    status: 200,
    headers: new Headers({ 'content-type': type, 'x-request-id': 'r' }),
    text: body === undefined ? '' : JSON.stringify(body),
    ...rest,
  };
}

const asProblem = { status: 404, type: 'application/problem+json; charset=utf-8' };
const product = {
  id: 'prod_1',
  name: 'Print',
  description: null,
  image_url: null,
  prices: { USD: '29.99' },
  tax_rate: null,
  active: true,
  metadata: {},
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
};

/** What every test of the API relies on: the client that holds answers against the document does notice. */
describe('an answer is held against the document, which', () => {
  it('lets through what it declares', () => {
    checkAnswer(document, answered(product));
    checkAnswer(document, answered(problem, asProblem));
    checkAnswer(document, answered(undefined, { method: 'DELETE', status: 204 }));
    checkAnswer(document, answered(problem, { ...asProblem, path: '/api/nothing/' }));
  });

  it.each([
    ['a field that is missing', answered({ ...product, name: undefined })],
    ['a field of the wrong type', answered({ ...product, active: 'yes' })],
    ['an amount of the wrong form', answered({ ...product, prices: { USD: '29.9' } })],
    ['a time that is none', answered({ ...product, created_at: 'yesterday' })],
    ['a status that is not declared', answered(problem, { ...asProblem, status: 409 })],
    ['a code that is not declared', answered({ ...problem, code: 'link_used_up' }, asProblem)],
    ['a problem without its fields', answered({ code: 'not_found' }, asProblem)],
    ['a problem as plain JSON', answered(problem, { status: 404 })],
    ['a page in place of JSON', answered(product, { type: 'text/html' })],
    ['a body where none is', answered(product, { method: 'DELETE', status: 204 })],
    ['an answer at an address that is none', answered(product, { path: '/api/nothing/' })],
    [
      'an answer without a request id',
      answered(product, { headers: new Headers({ 'content-type': 'application/json' }) }),
    ],
  ])('refuses %s', (_, wrong) => {
    expect(() => checkAnswer(document, wrong)).toThrow(/answered \d{3}, and/);
  });
});

describe('the published document', () => {
  it('is OpenAPI 3.1 and speaks about every route that is published', async () => {
    const { body } = await app.client().get('/openapi.json');
    expect(body).toEqual(JSON.parse(JSON.stringify(app.openApi)));
    expect(body.openapi).toBe('3.1.0');
    const spoken = Object.entries(body.paths).flatMap(([path, operations]) =>
      Object.keys(operations as object).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const published = allRoutes
      .filter(({ unpublished }) => !unpublished)
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(spoken.sort()).toEqual(published.sort());
  });

  it('names each operation once, and the same path parameters as its path', () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.values(methods).map((operation) => ({ path, operation: operation as Json })),
    );
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of operations) {
      const named = operation.parameters
        .filter((each: Json) => each.in === 'path')
        .map((each: Json) => each.name);
      expect(named, path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      expect(operation.summary, path).toMatch(/^\S.*[^.]$/);
      expect(operation.tags, path).toHaveLength(1);
    }
  });

  it('holds no reference that leads nowhere, and none of our own notes', () => {
    const text = JSON.stringify(document);
    for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
      expect(document.components.schemas).toHaveProperty(name);
    for (const schema of schemasIn(document)) {
      for (const note of ['errorCode', 'unknownFieldCode', 'readOnlyFields'])
        expect(schema).not.toHaveProperty(note);
      expect(Object.keys(schema.properties ?? {})).toEqual(
        expect.arrayContaining(schema.properties ? (schema.required ?? []) : []),
      );
    }
  });

  it('every code of a route exists', () => {
    for (const { contract } of allRoutes)
      for (const code of contract.errors ?? []) expect(Object.keys(errorCodes)).toContain(code);
  });
});

/** Every object of the document that is, or could be, a schema; fields are named by people and are none. */
function schemasIn(value: Json): Json[] {
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap(schemasIn);
  return [
    value,
    ...Object.entries(value).flatMap(([key, entry]) =>
      key === 'properties' ? Object.values(entry as object).flatMap(schemasIn) : schemasIn(entry),
    ),
  ];
}
