import { answerSchema, type Endpoint, type Schema, usualStatus } from '../document/api-document.ts';
import type { ObjectIndex } from '../document/objects.ts';
import { answersOf, exampleValues, shownInRequest } from './example-values.ts';
import { exampleIds } from './ids.ts';
import { sample } from './sample.ts';

/** Makes the examples of one page: everything in them that names a host names this one. */
export type Examples = {
  readonly publicUrl: string;
  /** What is sent, or undefined where nothing is. */
  requestBody(endpoint: Endpoint, noun: string): unknown;
  /** What comes back with the usual status, or undefined where nothing or something else than JSON does. */
  answer(endpoint: Endpoint, noun: string): unknown;
  /** A named object; `holder` is the field that holds it in others. */
  object(schema: Schema, noun: string, holder: string): unknown;
  /** The call as one types it into a shell. */
  curl(endpoint: Endpoint, noun: string): string;
};

export function createExamples(publicUrl: string, objects: ObjectIndex): Examples {
  const values = exampleValues(publicUrl);
  const answers = answersOf(publicUrl);
  const whole = { values, objectOf: objects.find, shows: () => true };
  const requestBody: Examples['requestBody'] = ({ method, path, operation }, noun) => {
    const schema = operation.requestBody?.content['application/json']?.schema;
    if (!schema) return undefined;
    const shown = shownInRequest[`${method} ${path}`];
    return sample(schema, { ...whole, noun, ...(shown ? { shows: (each) => shown.includes(each) } : {}) });
  };
  return {
    publicUrl,
    requestBody,
    answer: ({ method, path, operation }, noun) => {
      const schema = answerSchema(operation, usualStatus(operation));
      const made = schema && sample(schema, { ...whole, noun });
      const own = answers[`${method} ${path}`];
      return own ? { ...(made as object), ...own } : made;
    },
    object: (schema, noun, holder) => sample(schema, { ...whole, noun }, holder),
    curl: (endpoint, noun) => curlOf(endpoint, { publicUrl, noun, body: requestBody(endpoint, noun) }),
  };
}

type Call = { readonly publicUrl: string; readonly noun: string; readonly body: unknown };

function curlOf({ method, path, operation }: Endpoint, { publicUrl, noun, body }: Call): string {
  const url = publicUrl + path.replace(/\{(\w+)\}/g, (_, name: string) => parameterValue(name, noun, path));
  const credentials = credentialsOf(operation.security);
  const isIdempotent = operation.parameters.some(({ in: place }) => place === 'header');
  const mediaTypes = Object.keys(operation.responses['200']?.content ?? {});
  const isFile = /^(?:image\/|application\/pdf)/.test(mediaTypes[0] ?? '');
  const lines = [
    method === 'GET' ? `curl "${url}"` : `curl -X ${method} "${url}"`,
    ...(credentials ? [`-H "${credentials}"`] : []),
    ...(isIdempotent ? ['-H "Idempotency-Key: $(uuidgen)"'] : []),
    ...(body === undefined
      ? []
      : ["-H 'Content-Type: application/json'", `-d '${JSON.stringify(body, null, 2)}'`]),
    ...(isFile ? ['-O'] : []),
  ];
  return lines.join(' \\\n  ');
}

function credentialsOf(security: Endpoint['operation']['security']): string | undefined {
  if (security.some((each) => 'apiKey' in each)) return 'Authorization: Api-Key $API_KEY';
  return security.length > 0 ? 'Authorization: Token $ACCESS_TOKEN' : undefined;
}

/** The ids by the noun that their endpoint stands under; secrets are variables of the shell. */
function parameterValue(name: string, noun: string, path: string): string {
  if (name === 'token') return '$TOKEN';
  if (name === 'provider') return 'sandbox';
  const byNoun: Readonly<Record<string, string>> = {
    Accounts: exampleIds.session,
    Team: exampleIds.user,
    'API keys': exampleIds.apiKey,
    Products: exampleIds.product,
    'Payment links': exampleIds.paymentLink,
    Checkout: path.includes('payment-links') ? exampleIds.paymentLink : exampleIds.checkout,
    Payments: exampleIds.transaction,
    Refunds: path.includes('transactions') ? exampleIds.transaction : exampleIds.refund,
    Webhooks: exampleIds.delivery,
  };
  return byNoun[noun] ?? name.toUpperCase();
}
