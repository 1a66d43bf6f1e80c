import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { ErrorCode } from '#platform/contract/errors.ts';
import { errorCodes, problem } from '#platform/contract/errors.ts';
import { jsonPath } from '#platform/kit/json-path.ts';
import type { FieldError, Problem } from '#platform/kit/problem.ts';

const annotations = ['errorCode', 'unknownFieldCode', 'readOnlyFields'];

function makeAjv(coerceTypes: boolean | 'array'): Ajv {
  const ajv = new Ajv({
    coerceTypes,
    removeAdditional: false,
    allErrors: true,
    verbose: true,
    allowUnionTypes: true,
    strict: true,
    strictTuples: false,
    strictRequired: false,
    // "1e999" is coerced to infinity, which keeps within no bounds; else bounds would be asked of finite numbers only.
    strictNumbers: coerceTypes === false,
  });
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  for (const keyword of annotations) ajv.addKeyword({ keyword });
  return ajv;
}

// Bodies are strict: with coercion "12" would pass as a number. Queries and params are text, so they need it.
const strictAjv = makeAjv(false);
const textAjv = makeAjv('array');

export type HttpPart = 'body' | 'querystring' | 'params' | 'headers';

/**
 * Gives the validator of one part of a request, which throws the problem that the caller is told. It is compiled when
 * it is first needed: all of them together take a third of the time from start to ready.
 */
export function compileValidator(schema: unknown, part: HttpPart): (data: unknown) => { value: unknown } {
  let validate: ValidateFunction | undefined;
  const mayBeEmpty = ((schema as { required?: string[] }).required ?? []).length === 0;
  return (given) => {
    validate ??= (part === 'body' ? strictAjv : textAjv).compile(schema as object);
    if (part === 'body' && isAbsent(given) && !mayBeEmpty) throw emptyBody();
    const data = part === 'body' && isAbsent(given) ? {} : given;
    if (part === 'querystring') refuseOddNumbers(schema, data);
    if (validate(data)) return { value: data };
    throw part === 'params' ? unreadableAddress() : validationProblem(validate.errors ?? [], part);
  };
}

type Properties = Readonly<Record<string, { readonly type?: string }>>;
const noNumber = 'no number';

/** The validator reads `0x10` and `1e1` as numbers; whole numbers are written in decimal digits only. */
function refuseOddNumbers(schema: unknown, data: unknown): void {
  const { properties = {} } = schema as { properties?: Properties };
  const query = data as Record<string, unknown>;
  for (const [name, { type }] of Object.entries(properties)) {
    const value = query[name];
    if (type === 'integer' && typeof value === 'string' && !/^\d+$/.test(value)) query[name] = noNumber;
  }
}

/** Fastify gives null where no body came. */
function isAbsent(body: unknown): boolean {
  return body === undefined || body === null;
}

function emptyBody(): Problem {
  return problem('invalid_request', {
    detail: 'The request needs a JSON body with Content-Type: application/json.',
  });
}

/** A malformed id in a path is told like an unknown one. */
function unreadableAddress(): Problem {
  return problem('not_found', { detail: 'There is nothing at this address.' });
}

const maximumErrors = 20;

function validationProblem(errors: ErrorObject[], part: HttpPart): Problem {
  const described = distinct(meaningful(errors).map((error) => describe(error, part)));
  const more = described.length - maximumErrors;
  const first = described.find((error) => refusals.has(error.code)) ?? described[0];
  const code = (first && first.code in errorCodes ? first.code : 'invalid_request') as ErrorCode;
  return problem(code, {
    detail: `${first?.message ?? 'The request is not valid.'}${more > 0 ? ` And ${more} more.` : ''}`,
    errors: described.slice(0, maximumErrors),
  });
}

const refusals = new Set<string>(['unknown_field', 'read_only_field', 'immutable_field']);

/** An `anyOf` reports every branch that failed: only the deepest complaints below it help. */
function meaningful(errors: ErrorObject[]): ErrorObject[] {
  const useful = errors.filter(({ keyword }) => keyword !== 'anyOf' && keyword !== 'oneOf');
  if (useful.length === errors.length) return errors;
  const deepest = useful.reduce((most, error) => Math.max(most, depth(error)), 0);
  const below = useful.filter((error) => depth(error) === deepest);
  return below.length > 0 ? below : errors;
}

/** One complaint a field: the first is the most basic one. */
function distinct(errors: FieldError[]): FieldError[] {
  const seen = new Set<string>();
  return errors.filter((error) => !seen.has(error.field) && seen.add(error.field));
}

function depth(error: ErrorObject): number {
  return error.instancePath.split('/').length;
}

type Annotated = { errorCode?: string; unknownFieldCode?: string; readOnlyFields?: string[] };

function describe(error: ErrorObject, part: HttpPart): FieldError {
  const at = jsonPath(error.instancePath);
  const notes = (error.parentSchema ?? {}) as Annotated;
  if (error.keyword === 'required') {
    const field = join(at, String(error.params.missingProperty));
    return { field, code: 'required', message: `Give a value for ${field}.` };
  }
  if (error.keyword === 'additionalProperties') {
    return unknownField(join(at, String(error.params.additionalProperty)), notes, part);
  }
  const field = error.keyword === 'propertyNames' ? at : at || (part === 'body' ? 'body' : part);
  const code = notes.errorCode ?? (error.keyword === 'type' ? 'invalid_type' : 'invalid_value');
  return { field, code, message: `Check ${field}: it ${expectation(error)}.` };
}

function unknownField(field: string, notes: Annotated, part: HttpPart): FieldError {
  if (notes.readOnlyFields?.includes(field)) {
    return { field, code: 'read_only_field', message: `${field} is read-only here; leave it out.` };
  }
  if (notes.unknownFieldCode) {
    return {
      field,
      code: notes.unknownFieldCode,
      message: `${field} never changes after creation; leave it out.`,
    };
  }
  const where = part === 'body' ? 'field' : 'parameter';
  return {
    field,
    code: 'unknown_field',
    message: `There is no ${where} ${field} here; check its spelling or leave it out.`,
  };
}

function join(path: string, key: string): string {
  return path ? `${path}.${key}` : key;
}

function expectation(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'type':
      return `must be ${listed(params.type)}`;
    case 'enum':
      return `must be one of ${(params.allowedValues as unknown[]).filter((value) => value !== null).join(', ')}`;
    case 'pattern':
      return 'has characters or a form that is not allowed';
    case 'format':
      return `must be a valid ${String(params.format)}`;
    case 'minLength':
      return Number(params.limit) === 1
        ? 'must not be empty'
        : `must have at least ${params.limit} characters`;
    case 'maxLength':
      return `must have at most ${params.limit} characters`;
    case 'minItems':
      return `must have at least ${params.limit} entries`;
    case 'maxItems':
      return `must have at most ${params.limit} entries`;
    case 'uniqueItems':
      return 'must name each entry once';
    case 'minimum':
      return `must be ${params.limit} or more`;
    case 'maximum':
      return `must be ${params.limit} or less`;
    case 'maxProperties':
      return `must have at most ${params.limit} entries`;
    case 'minProperties':
      return `must have at least ${params.limit} entries`;
    case 'propertyNames':
      return 'has a key that is empty or too long';
    default:
      return error.message ?? 'is not valid';
  }
}

function listed(types: unknown): string {
  const names = (Array.isArray(types) ? types : [types]).map(String);
  const words = names.map(
    (name) =>
      ({
        integer: 'a whole number',
        number: 'a number',
        string: 'a string',
        boolean: 'true or false',
        object: 'an object',
        array: 'a list',
        null: 'null',
      })[name] ?? name,
  );
  return words.join(' or ');
}
