import type { Role } from '#platform/contract/roles.ts';
/** A schema of the published document, as far as the reference reads it. */
export type Schema = {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
};

export type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Schema;
};

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

export type Operation = {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly 'x-role'?: Role;
  readonly 'x-scope'?: string;
  /** Whether a fresh proof is asked for, always or depending on the content. */
  readonly 'x-proof'?: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
};

/** The published document (`/openapi.json`), as far as the reference reads it. */
export type ApiDocument = {
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** One method at one address. */
export type Endpoint = {
  /** Its anchor on the page. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
};

/** What belongs together in the table of contents: all endpoints of one tag. */
export type Noun = { readonly name: string; readonly id: string; readonly endpoints: readonly Endpoint[] };

/** What people come for first, first. A tag that is not listed stands at the end, in the order of the document. */
const order = [
  'Payment links',
  'Checkout',
  'Payments',
  'Receipts',
  'Refunds',
  'Bank statements',
  'Events',
  'Webhooks',
  'Products',
  'API keys',
  'Organization',
  'Team',
  'Accounts',
  'Audit log',
  'Providers',
  'Development',
];

/** The endpoints of the document by noun. */
export function readNouns(document: ApiDocument): Noun[] {
  const byTag = new Map<string, Endpoint[]>();
  for (const endpoint of readEndpoints(document)) {
    const [tag = 'Other'] = endpoint.operation.tags;
    byTag.set(tag, [...(byTag.get(tag) ?? []), endpoint]);
  }
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...byTag]
    .map(([name, endpoints]) => ({ name, id: slugOf(name), endpoints }))
    .sort((left, right) => place(left.name) - place(right.name));
}

/** Every endpoint, in the order of the document. */
export function readEndpoints(document: ApiDocument): Endpoint[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      id: operation.operationId,
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );
}

export function slugOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

/** The JSON of an answer, if that is what it holds. */
export function answerSchema(operation: Operation, status: string): Schema | undefined {
  return operation.responses[status]?.content?.['application/json']?.schema;
}

/** The lowest status of success that the operation declares: what usually comes back. */
export function usualStatus(operation: Operation): string {
  return Object.keys(operation.responses).find((status) => status.startsWith('2')) ?? '200';
}

/** The codes with which an operation refuses, by status. */
export function problemCodes(operation: Operation): { status: string; codes: string[] }[] {
  return Object.entries(operation.responses).flatMap(([status, { content }]) => {
    const schema = content?.['application/problem+json']?.schema;
    const codes = schema?.allOf?.flatMap((part) => part.properties?.code?.enum ?? []) ?? [];
    return codes.length > 0 ? [{ status, codes: codes.map(String) }] : [];
  });
}

/** A list answers with rows under `results`; the schema of one row, where it is a list. */
export function rowOf(schema: Schema): Schema | undefined {
  const { results, next, previous } = schema.properties ?? {};
  return next && previous ? results?.items : undefined;
}
