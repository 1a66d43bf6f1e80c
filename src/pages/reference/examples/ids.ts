import { formatId } from '#platform/kit/ids.ts';

// One sale runs through all examples, so that what one answer gives can be found again in the next request.
const uuid = (tail: string) => `019a61f2-7c40-7d3e-9b52-${tail.padStart(12, '0')}`;

export const exampleIds = {
  organization: formatId('org', uuid('a10000000001')),
  user: formatId('usr', uuid('a10000000002')),
  session: formatId('ses', uuid('a10000000003')),
  apiKey: formatId('key', uuid('a10000000004')),
  product: formatId('prod', uuid('b20000000001')),
  paymentLink: uuid('5c1e0d9a7f34'),
  checkout: formatId('chk', uuid('c30000000001')),
  attempt: formatId('att', uuid('c30000000002')),
  transaction: formatId('TX', uuid('c30000000003')),
  refund: formatId('RF', uuid('d40000000001')),
  bankStatement: formatId('bst', uuid('d40000000002')),
  bankEntry: formatId('ben', uuid('d40000000003')),
  event: formatId('evt', uuid('e50000000001')),
  delivery: uuid('e50000000002'),
  auditEntry: formatId('aud', uuid('f60000000001')),
  invitation: formatId('inv', uuid('f60000000002')),
  mail: formatId('mail', uuid('f60000000003')),
} as const;
