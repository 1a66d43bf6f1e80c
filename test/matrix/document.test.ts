import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '#platform/contract/errors.ts';
import { errorCodesOf, openApiDocument } from '#platform/http/openapi.ts';
import { doorOf, permissionOf, allRoutes as routes } from './support/routes.ts';

// biome-ignore lint/suspicious/noExplicitAny: a document as strangers read it, without our types
type Json = any;

const info = { title: 'Sample', version: '1.2.3', serverUrl: 'https://pay.example' };
/** As it goes over the wire. */
const document: Json = JSON.parse(JSON.stringify(openApiDocument(routes, info)));

const methods = ['get', 'post', 'put', 'patch', 'delete'];
const operations: { path: string; method: string; operation: Json }[] = Object.entries(
  document.paths as Record<string, Json>,
).flatMap(([path, item]) =>
  Object.entries(item as Record<string, Json>).map(([method, operation]) => ({ path, method, operation })),
);

/** Every object of the document with its place, such as `#/paths/…`. */
function walk(value: Json, place = '#'): { place: string; value: Json }[] {
  if (value === null || typeof value !== 'object') return [];
  const inside = Object.entries(value).flatMap(([key, entry]) =>
    walk(entry, `${place}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
  return Array.isArray(value) ? inside : [{ place, value }, ...inside];
}

/** What a reference points at, by RFC 6901. */
function resolve(reference: string): Json {
  const parts = reference.replace(/^#\//, '').split('/');
  return parts.reduce(
    (value: Json, part) => value?.[part.replaceAll('~1', '/').replaceAll('~0', '~')],
    document,
  );
}

function contentsOf(operation: Json): { place: string; mediaType: string; schema: Json }[] {
  const bodies = [
    ...(operation.requestBody ? [['body', operation.requestBody] as const] : []),
    ...Object.entries(operation.responses as Record<string, Json>),
  ];
  return bodies.flatMap(([place, { content = {} }]) =>
    Object.entries(content as Record<string, Json>).map(([mediaType, { schema }]) => ({
      place,
      mediaType,
      schema,
    })),
  );
}

describe('the OpenAPI document', () => {
  it('says what it is, of whom, and where it answers', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Sample', version: '1.2.3' },
      servers: [{ url: 'https://pay.example' }],
    });
    expect(Object.keys(document).sort()).toEqual(['components', 'info', 'openapi', 'paths', 'servers']);
  });

  it('holds every published route exactly once, and nothing else', () => {
    const published = routes
      .filter(({ unpublished }) => !unpublished)
      .map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(new Set(published).size).toBe(published.length);
    expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(published.sort());
  });

  it('has paths that cannot be taken for each other', () => {
    const shapes = Object.keys(document.paths).map((path) => path.replaceAll(/\{\w+\}/g, '{}'));
    expect(new Set(shapes).size).toBe(shapes.length);
    for (const { path, method } of operations) {
      expect(path).toMatch(/^\/(?:[\w.-]+\/|\{\w+\}\/)*[\w.-]*$/);
      expect(methods).toContain(method);
    }
  });

  it('gives each operation an id of its own, one tag, and a summary without a full stop', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operation } of operations) {
      expect(operation.operationId).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(operation.tags).toHaveLength(1);
      expect(operation.summary).toMatch(/^\S.*[^.\s]$/);
    }
  });

  it('declares exactly the parameters of each path, all required, and no parameter twice', () => {
    for (const { path, operation } of operations) {
      const inPath = operation.parameters.filter((parameter: Json) => parameter.in === 'path');
      expect(inPath.map(({ name }: Json) => name)).toEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
      );
      expect(inPath.every(({ required }: Json) => required === true)).toBe(true);
      const keys = operation.parameters.map((parameter: Json) => `${parameter.in} ${parameter.name}`);
      expect(new Set(keys).size, path).toBe(keys.length);
      for (const parameter of operation.parameters) {
        expect(['path', 'query', 'header']).toContain(parameter.in);
        expect(parameter.schema).toBeTypeOf('object');
      }
    }
  });

  it('has references that lead somewhere', () => {
    const references = walk(document).filter(({ value }) => '$ref' in value);
    expect(references.length).toBeGreaterThan(100);
    for (const { place, value } of references) {
      expect(value.$ref, place).toMatch(/^#\//);
      expect(resolve(value.$ref), `${place} → ${value.$ref}`).toBeTypeOf('object');
    }
  });

  it('holds schemas that compile, each field that is required among the fields', () => {
    const ajv = new Ajv2020({ strict: false });
    (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
    ajv.addSchema({ $id: 'document', components: document.components });
    const compiled = new Set<string>();
    for (const { path, method, operation } of operations) {
      const schemas = [
        ...contentsOf(operation),
        ...operation.parameters.map((parameter: Json) => ({ place: parameter.name, ...parameter })),
      ];
      for (const { place, schema } of schemas) {
        const text = JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/');
        if (compiled.has(text)) continue;
        compiled.add(text);
        const name = `${method} ${path} ${place}`;
        expect(() => ajv.compile(JSON.parse(text)), name).not.toThrow();
      }
    }
    expect(compiled.size).toBeGreaterThan(100);
    for (const { place, value } of walk(document)) {
      if (!Array.isArray(value.required) || !value.properties) continue;
      expect(Object.keys(value.properties), place).toEqual(expect.arrayContaining(value.required));
    }
  });

  it('answers each operation with a success, and problems as problem+json with their codes', () => {
    for (const { path, method, operation } of operations) {
      const statuses = Object.keys(operation.responses);
      expect(
        statuses.some((status) => status.startsWith('2')),
        path,
      ).toBe(true);
      for (const [status, { description, content }] of Object.entries(
        operation.responses as Record<string, Json>,
      )) {
        expect(status).toMatch(/^[2-5]\d\d$/);
        expect(description).toMatch(/\S/);
        if (status < '400') continue;
        expect(Object.keys(content), `${method} ${path} ${status}`).toEqual(['application/problem+json']);
        const [, { properties }] = content['application/problem+json'].schema.allOf;
        expect(properties.code.enum.length).toBeGreaterThan(0);
      }
      expect(statuses).toEqual(expect.arrayContaining(['500', '503']));
    }
  });

  it('tells each code of a route once, under the status that the route answers it with', () => {
    for (const route of routes.filter(({ unpublished }) => !unpublished)) {
      const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
      const { responses } = document.paths[path][route.method.toLowerCase()];
      const told = Object.entries(responses as Record<string, Json>).flatMap(([status, { content }]) => {
        const parts = content?.['application/problem+json']?.schema.allOf ?? [];
        return parts.flatMap(({ properties }: Json) =>
          (properties?.code?.enum ?? []).map((code: string) => `${status} ${code}`),
        );
      });
      const wanted = errorCodesOf(route).map(
        (code) => `${route.contract.statuses?.[code] ?? errorCodes[code].status} ${code}`,
      );
      expect(told.sort(), `${route.method} ${route.path}`).toEqual(wanted.sort());
    }
  });

  it('secures each operation by schemes that it names, as its route says', () => {
    const schemes = document.components.securitySchemes;
    expect(Object.keys(schemes).sort()).toEqual(['apiKey', 'session']);
    for (const scheme of Object.values(schemes) as Json[])
      expect(scheme).toMatchObject({ type: 'apiKey', in: 'header', name: 'Authorization' });
    const wanted = {
      public: [],
      session: ['session'],
      'api-key': ['apiKey'],
      'session-or-api-key': ['session', 'apiKey'],
    };
    for (const route of routes.filter(({ unpublished }) => !unpublished)) {
      const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
      const operation = document.paths[path][route.method.toLowerCase()];
      const { role, scope, idempotent = false } = permissionOf(route);
      expect(operation.security.flatMap(Object.keys)).toEqual(wanted[doorOf(route)]);
      expect([operation['x-role'] ?? (role && 'viewer'), operation['x-scope']]).toEqual([role, scope]);
      const takesKey = operation.parameters.some(({ name }: Json) => name === 'Idempotency-Key');
      expect(takesKey, path).toBe(idempotent);
    }
  });
});
