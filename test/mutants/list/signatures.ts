import type { Mutant } from '../mutant.ts';

const of = (
  file: string,
  tests: readonly string[],
  name: string,
  find: string,
  replace: string,
  only?: string,
): Mutant => ({
  name,
  area: 'signatures',
  file,
  find,
  replace,
  tests,
  ...(only ? { only } : {}),
});
const token = 'src/paying/checkouts/token.ts';
const tokens = ['src/paying/checkouts/token.test.ts'];
const webhook = 'src/messaging/webhooks/deliveries/signature.ts';
const webhooks = ['src/messaging/webhooks/deliveries/signature.test.ts'];

export const signatureMutants: readonly Mutant[] = [
  of(
    token,
    tokens,
    'a forged checkout token passes',
    'if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;',
    '',
  ),
  of(
    token,
    tokens,
    'the seal of a token leaves its payload out',
    'mac(key.bytes, `${keyId}.${payloadText}`)',
    'mac(key.bytes, `${keyId}.`)',
  ),
  of(
    token,
    tokens,
    'a token serves for another purpose',
    'update(`checkout-token\\n${text}`)',
    'update(text)',
  ),
  of(
    token,
    tokens,
    'tokens of former keys are refused',
    'keys.find((candidate) => candidate.id === keyId);',
    'keys.slice(0, 1).find((candidate) => candidate.id === keyId);',
  ),
  of(
    webhook,
    webhooks,
    'a webhook signs without its time',
    'update(`${eventId}.${timestamp}.`)',
    'update(`${eventId}.`)',
  ),
  of(
    webhook,
    webhooks,
    'a webhook signs without its body',
    '.update(`${eventId}.${timestamp}.`).update(body)',
    '.update(`${eventId}.${timestamp}.`)',
  ),
  of(
    webhook,
    webhooks,
    'a former secret does not sign beside the new one',
    'const standard = parts.secrets.map(',
    'const standard = parts.secrets.slice(0, 1).map(',
  ),
  of(
    'src/paying/receipts/signature.ts',
    ['test/api/receipts/command.test.ts'],
    'a changed receipt is told as genuine',
    "return verify(null, Buffer.from(signature.document), key, value) ? 'genuine' : 'changed';",
    "return key && value ? 'genuine' : 'changed';",
  ),
  of(
    'src/merchants/organizations/former-sellers.ts',
    ['test/api/receipts/seller.test.ts'],
    'a receipt that is issued late names the seller of today',
    'return former.find(({ until }) => until > moment)?.seller;',
    'return former.find(({ until }) => until < moment)?.seller;',
    'whatever was changed between',
  ),
  of(
    'src/paying/receipts/receipt.ts',
    ['test/api/receipts/seller.test.ts'],
    'a receipt of the first version takes the legal name of today',
    'return { legal_name: null, address: null, tax_id: null, ...seller, time_zone };',
    'return { ...seller, time_zone } as ReturnType<typeof sellerOf>;',
    'says no more than it did',
  ),
  of(
    'src/platform/http/metrics.ts',
    ['test/api/metrics'],
    'figures are open to any token of the right length',
    'given.length === wanted.length && timingSafeEqual(given, wanted)',
    'given.length === wanted.length && timingSafeEqual(wanted, wanted)',
  ),
  of(
    'src/platform/audit/verify-chain.ts',
    ['src/platform/audit'],
    'a changed entry of the audit log goes unnoticed',
    'if (!row.hash.equals(hashOf(row.previousHash, row))) {',
    'if (!row.hash.equals(row.hash)) {',
  ),
];
