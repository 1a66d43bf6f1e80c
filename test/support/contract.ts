import { appendFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** What of an answer the published document speaks about. */
export type Answered = {
  readonly method: string;
  /** As it was asked for, with or without host and query. */
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
};

type Content = Readonly<Record<string, { readonly schema: object }>>;
type Operation = {
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
};
export type OpenApi = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
};

/** Statuses that any address may answer with, whatever its route declares (contract, section 1). */
const anywhere = new Set([404, 405, 414, 431]);

/**
 * Holds an answer against the published document: the status is declared, the media type is one of that status,
 * and the body fits its schema. Every mistake is told with what would make it right. Pages are not looked at.
 */
export function checkAnswer(document: OpenApi, answered: Answered): void {
  const path = new URL(answered.path, 'http://host').pathname;
  if (!path.startsWith('/api/')) return;
  const fault = faultOf(document, path, answered);
  if (fault === undefined) return;
  const { method, status, text } = answered;
  throw new Error(`${method} ${path} answered ${status}, and ${fault}\n${text.slice(0, 1_000)}`);
}

function faultOf(document: OpenApi, path: string, answered: Answered): string | undefined {
  if (!answered.headers.get('x-request-id')) return 'X-Request-Id is missing.';
  const template = templateOf(document, path);
  const operation = template === undefined ? undefined : document.paths[template]?.[methodOf(answered)];
  const declared = operation?.responses[answered.status];
  if (declared) {
    const name = `${methodOf(answered)} ${template} ${answered.status}`;
    noteSeen(name);
    return contentFault(document, name, declared.content, answered);
  }
  if (operation && !anywhere.has(answered.status))
    return 'its route declares no such status; add the code to `errors` of its contract, or the response.';
  return problemFault(document, answered);
}

const seen = new Set<string>();

/** For the end of the whole run, which tells the documented answers that no test has seen. */
function noteSeen(name: string): void {
  const file = process.env.SEEN_ANSWERS_FILE;
  if (!file || seen.has(name)) return;
  seen.add(name);
  appendFileSync(file, `${name}\n`);
}

function contentFault(
  document: OpenApi,
  name: string,
  content: Content | undefined,
  answered: Answered,
): string | undefined {
  if (answered.method === 'HEAD' || !content)
    return answered.text === '' ? undefined : 'its body is not empty.';
  const mediaType = mediaTypeOf(answered);
  const declared = content[mediaType];
  if (!declared) return `its media type ${mediaType} is not one of ${Object.keys(content).join(', ')}.`;
  return isJson(mediaType)
    ? bodyFault(document, `${name} ${mediaType}`, declared.schema, answered.text)
    : undefined;
}

/** What no route declares is told as a problem all the same. */
function problemFault(document: OpenApi, answered: Answered): string | undefined {
  if (answered.status < 400) return 'the published document knows nothing at this address.';
  if (answered.method === 'HEAD') return undefined;
  const mediaType = mediaTypeOf(answered);
  if (mediaType !== 'application/problem+json') return `its media type is ${mediaType}.`;
  return bodyFault(document, 'problem', document.components.schemas.Problem as object, answered.text);
}

function bodyFault(document: OpenApi, name: string, schema: object, text: string): string | undefined {
  const validate = validatorOf(document, name, schema);
  return validate(JSON.parse(text)) ? undefined : `its body does not fit: ${complaints(validate)}`;
}

function isJson(mediaType: string): boolean {
  return /[/+]json$/.test(mediaType);
}

function mediaTypeOf({ headers }: Answered): string {
  return (headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
}

function methodOf({ method }: Answered): string {
  return method === 'HEAD' ? 'get' : method.toLowerCase();
}

function complaints(validate: ValidateFunction): string {
  return (validate.errors ?? [])
    .map((error) => `${error.instancePath || 'body'} ${error.message}`)
    .join('; ');
}

// Routes are the same in every app of a process, so what was compiled for one serves all.
const validators = new Map<string, ValidateFunction>();
let ajv: Ajv2020 | undefined;

function validatorOf(document: OpenApi, key: string, schema: object): ValidateFunction {
  const known = validators.get(key);
  if (known) return known;
  ajv ??= makeAjv(document);
  const resolved = JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/'));
  const compiled = ajv.compile(resolved);
  validators.set(key, compiled);
  return compiled;
}

function makeAjv(document: OpenApi): Ajv2020 {
  const made = new Ajv2020({ strict: false, allErrors: true });
  (addFormats as unknown as (ajv: Ajv2020) => void)(made);
  made.addSchema({ $id: 'document', components: document.components });
  return made;
}

type Template = { readonly template: string; readonly pattern: RegExp };
const templates = new WeakMap<object, readonly Template[]>();

/** The path of the document that an address belongs to; words win over parameters. */
function templateOf(document: OpenApi, path: string): string | undefined {
  const known = templates.get(document) ?? readTemplates(document);
  templates.set(document, known);
  return known.find(({ pattern }) => pattern.test(path))?.template;
}

function readTemplates(document: OpenApi): Template[] {
  return Object.keys(document.paths)
    .sort((left, right) => parametersIn(left) - parametersIn(right))
    .map((template) => ({ template, pattern: patternOf(template) }));
}

function parametersIn(template: string): number {
  return template.split('{').length - 1;
}

function patternOf(template: string): RegExp {
  const parts = template.replace(/\/$/, '').split(/\{\w+\}/);
  const literal = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('[^/]+')}/?$`);
}
