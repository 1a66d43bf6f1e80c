import { inflateSync } from 'node:zlib';
import type { ReceiptKeysAnswer, SignatureAnswer } from '#platform/contract/receipts.ts';

/** What a saved receipt holds to be verified. */
export type SavedSignature = Pick<SignatureAnswer, 'key_id' | 'document' | 'value'>;

const largestAttachmentBytes = 1024 * 1024;

/**
 * Reads a receipt that somebody saved: the signed file, the JSON of the API, or our PDF, which has the signed file
 * attached. A PDF that another program has written anew is not read: save its attachment instead.
 *
 * @returns undefined when no signed receipt is found
 */
export function readSavedReceipt(bytes: Buffer): SavedSignature | undefined {
  const isPdf = bytes.subarray(0, 5).toString('latin1') === '%PDF-';
  const text = isPdf ? attachmentOf(bytes) : bytes.toString('utf8');
  const value = text === undefined ? undefined : parse(text);
  const signature = isObject(value) && isObject(value.signature) ? value.signature : value;
  return isSignature(signature) ? signature : undefined;
}

/** Reads a saved set of published keys; undefined when it is none. */
export function readSavedKeys(text: string): ReceiptKeysAnswer | undefined {
  const value = parse(text);
  if (!isObject(value) || !Array.isArray(value.keys)) return undefined;
  const isKey = (key: unknown) =>
    isObject(key) && key.kty === 'OKP' && key.crv === 'Ed25519' && isText(key.x) && isText(key.kid);
  return value.keys.every(isKey) ? (value as ReceiptKeysAnswer) : undefined;
}

function attachmentOf(pdf: Buffer): string | undefined {
  const text = pdf.toString('latin1');
  const [head = ''] = /\/Type \/EmbeddedFile\b.{0,1000}?\bstream\r?\n/s.exec(text) ?? [];
  const length = Number(/\/Length (\d+)/.exec(head)?.[1]);
  if (!length) return undefined;
  const start = text.indexOf(head) + head.length;
  try {
    const content = inflateSync(pdf.subarray(start, start + length), {
      maxOutputLength: largestAttachmentBytes,
    });
    return content.toString('utf8');
  } catch {
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isSignature(value: unknown): value is SavedSignature {
  return isObject(value) && isText(value.key_id) && isText(value.document) && isText(value.value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
