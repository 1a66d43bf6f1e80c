import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SecretKeys } from '#platform/config/keys.ts';
import type { Mode } from '#platform/contract/common.ts';

/** What a checkout's token says about itself, without asking the database. */
export type TokenClaims = {
  readonly organizationId: string;
  readonly checkoutId: string;
  readonly mode: Mode;
};

/** 192 bits in base64url. */
const macLength = 32;

/**
 * Signs the bearer secret of one checkout: `<key id>.<payload>.<mac>`, HMAC-SHA256 cut to 192 bits. It names its key,
 * so that tokens made under a former key keep verifying.
 *
 * @param keyId the key that signed the token before, to give the same one again; the current one where it is gone
 */
export function signToken(keys: SecretKeys, claims: TokenClaims, keyId?: string): string {
  const key = keys.find(({ id }) => id === keyId) ?? keys[0];
  if (!key) throw new Error('No signing key is configured.');
  const modeByte = claims.mode === 'live' ? '01' : '00';
  const payload = Buffer.from(
    plainHex(claims.organizationId) + plainHex(claims.checkoutId) + modeByte,
    'hex',
  );
  const text = `${key.id}.${payload.toString('base64url')}`;
  return `${text}.${mac(key.bytes, text)}`;
}

/** Reads a token; undefined when it is malformed or forged. */
export function verifyToken(keys: SecretKeys, token: string): TokenClaims | undefined {
  const [keyId, payloadText, macText, ...rest] = token.split('.');
  if (!keyId || !payloadText || !macText || rest.length > 0) return undefined;
  const key = keys.find((candidate) => candidate.id === keyId);
  if (!key) return undefined;
  // Compared as text, so that no other spelling of the same bytes passes.
  const given = Buffer.from(macText);
  const expected = Buffer.from(mac(key.bytes, `${keyId}.${payloadText}`));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const payload = Buffer.from(payloadText, 'base64url');
  if (payload.length !== 33) return undefined;
  return {
    organizationId: uuidText(payload.subarray(0, 16)),
    checkoutId: uuidText(payload.subarray(16, 32)),
    mode: payload[32] === 1 ? 'live' : 'sandbox',
  };
}

function mac(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update(`checkout-token\n${text}`).digest('base64url').slice(0, macLength);
}

function plainHex(uuid: string): string {
  return uuid.replaceAll('-', '');
}

function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
