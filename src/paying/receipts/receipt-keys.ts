import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { SecretKey, SecretKeys } from '#platform/config/keys.ts';
import type { PublicKeyAnswer, ReceiptKeysAnswer } from '#platform/contract/receipts.ts';
import { assert } from '#platform/kit/assert.ts';

/** A pair of keys for receipts, made from one of the instance's signing keys. */
export type ReceiptKey = {
  /** Its thumbprint by RFC 7638, so that the name itself proves which key is meant. */
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly published: PublicKeyAnswer;
};

/** Ed25519 in PKCS #8 up to its 32 bytes of seed (RFC 8410). */
const seedPrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
/** Bound to its purpose, so that no other signature or token of the instance is made with these bytes. */
const purpose = 'receipt-signature-ed25519';

const made = new WeakMap<SecretKey, ReceiptKey>();

/** The keys of receipts, the current one first; the others verify what they once signed. */
export function receiptKeys(signingKeys: SecretKeys): ReceiptKey[] {
  return signingKeys.map((secret) => {
    const key = made.get(secret) ?? makeKey(secret);
    made.set(secret, key);
    return key;
  });
}

/** The key that signs receipts now. */
export function currentReceiptKey(signingKeys: SecretKeys): ReceiptKey {
  const [current] = receiptKeys(signingKeys);
  assert(current, 'No signing key is configured.');
  return current;
}

/** What is published, as a set of JSON Web Keys (RFC 7517, RFC 8037). */
export function publishedKeys(signingKeys: SecretKeys): ReceiptKeysAnswer {
  return { keys: receiptKeys(signingKeys).map(({ published }) => published) };
}

function makeKey(secret: SecretKey): ReceiptKey {
  const seed = Buffer.from(hkdfSync('sha256', secret.bytes, '', purpose, 32));
  const privateKey = createPrivateKey({
    key: Buffer.concat([seedPrefix, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  assert(x, 'An Ed25519 key has a public part.');
  const id = thumbprintOf(x);
  return {
    id,
    privateKey,
    published: { kty: 'OKP', crv: 'Ed25519', x, kid: id, use: 'sig', alg: 'EdDSA' },
  };
}

/** RFC 7638 over the required members of an OKP key, in the order of their names. */
export function thumbprintOf(x: string): string {
  return createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url');
}
