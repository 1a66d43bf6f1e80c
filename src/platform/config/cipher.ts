import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SecretKeys } from './keys.ts';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const version = 'v1';

/**
 * Encrypts a text for storage with AES-256-GCM under the current key: `v1.<key id>.<base64url>`.
 *
 * @param owner what the text belongs to, such as `webhook-secret:<organization>:<mode>`. It is needed again to
 *   decrypt, so that a stored text copied to another row cannot be read there.
 */
export function encryptText(keys: SecretKeys, text: string, owner: string): string {
  const [key] = keys;
  if (!key) throw new Error('There is no encryption key: set ENCRYPTION_KEY.');
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key.bytes, nonce);
  cipher.setAAD(boundTo(key.id, owner));
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${version}.${key.id}.${sealed.toString('base64url')}`;
}

/** Reads what `encryptText` made, under the current key or a former one. Throws when it was altered or moved. */
export function decryptText(keys: SecretKeys, stored: string, owner: string): string {
  const [format, keyId = '', sealedText = '', ...rest] = stored.split('.');
  const sealed = Buffer.from(sealedText, 'base64url');
  if (format !== version || rest.length > 0 || sealed.length < nonceBytes + tagBytes) {
    throw new Error('A stored secret is damaged; restore it from a backup or set it anew.');
  }
  const key = keys.find(({ id }) => id === keyId);
  if (!key) {
    throw new Error(
      `A stored secret needs the encryption key "${keyId}"; add it to ENCRYPTION_KEY after the current one.`,
    );
  }
  const decipher = createDecipheriv(algorithm, key.bytes, sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(boundTo(key.id, owner));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  const text = decipher.update(sealed.subarray(nonceBytes, -tagBytes));
  return Buffer.concat([text, decipher.final()]).toString('utf8');
}

/** The id of the key that a stored text needs. */
export function keyIdOf(stored: string): string {
  return stored.split('.')[1] ?? '';
}

function boundTo(keyId: string, owner: string): Buffer {
  return Buffer.from(`${version}\n${keyId}\n${owner}`);
}
