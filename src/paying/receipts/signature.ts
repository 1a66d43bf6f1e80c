import { createPublicKey, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import type { SecretKeys } from '#platform/config/keys.ts';
import type { ReceiptKeysAnswer, SignatureAnswer } from '#platform/contract/receipts.ts';
import { currentReceiptKey, receiptKeys } from './receipt-keys.ts';

/** A signed document as it is stored. */
export type SignedDocument = {
  readonly document: string;
  readonly keyId: string;
  readonly signature: Uint8Array;
};

const signOffThread = promisify(sign);

/** Signs with the current key, on a thread beside the one that serves buyers. */
export async function signDocument(signingKeys: SecretKeys, document: string): Promise<SignedDocument> {
  const { id, privateKey } = currentReceiptKey(signingKeys);
  const signature = await signOffThread(null, Buffer.from(document), privateKey);
  return { document, keyId: id, signature };
}

/**
 * The signature as it is shown. One whose key is published no more would convince nobody, so the stored text is then
 * signed by the current key; the text itself stays as it was issued.
 */
export async function showSignature(
  signingKeys: SecretKeys,
  stored: SignedDocument,
): Promise<SignatureAnswer> {
  const isPublished = receiptKeys(signingKeys).some(({ id }) => id === stored.keyId);
  const { document, keyId, signature } = isPublished
    ? stored
    : await signDocument(signingKeys, stored.document);
  return {
    algorithm: 'Ed25519',
    key_id: keyId,
    document,
    value: Buffer.from(signature).toString('base64url'),
  };
}

/** The signed receipt as a file that one keeps, and that is attached to the PDF. */
export function signedFile(signature: SignatureAnswer): string {
  return `${JSON.stringify(signature, null, 2)}\n`;
}

/** What a signature comes to when it is held against published keys. */
export type Verdict = 'genuine' | 'changed' | 'unknown_key';

export function judgeSignature(
  signature: Pick<SignatureAnswer, 'key_id' | 'document' | 'value'>,
  { keys }: ReceiptKeysAnswer,
): Verdict {
  const published = keys.find(({ kid }) => kid === signature.key_id);
  if (!published) return 'unknown_key';
  const { kty, crv, x } = published;
  const key = createPublicKey({ key: { kty, crv, x }, format: 'jwk' });
  const value = Buffer.from(signature.value, 'base64url');
  return verify(null, Buffer.from(signature.document), key, value) ? 'genuine' : 'changed';
}
