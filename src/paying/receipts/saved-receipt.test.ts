import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readSavedKeys, readSavedReceipt } from './saved-receipt.ts';

const signature = { algorithm: 'Ed25519', key_id: 'k', document: '{"total":"1.00"}', value: 'v' };
const text = JSON.stringify(signature);

function pdf(content: Buffer, length = content.length): Buffer {
  const head = `%PDF-1.7\n7 0 obj\n<<\n/Type /EmbeddedFile\n/Params <<\n/Size 9\n>>\n/Length ${length}\n/Filter /FlateDecode\n>>\nstream\n`;
  return Buffer.concat([Buffer.from(head), content, Buffer.from('\nendstream\nendobj\n')]);
}

describe('readSavedReceipt', () => {
  it.each([
    ['the signed file', Buffer.from(text)],
    ['the answer of the API', Buffer.from(JSON.stringify({ number: '1', signature }))],
    ['a PDF', pdf(deflateSync(text))],
  ])('reads %s', (_, bytes) => {
    expect(readSavedReceipt(bytes)).toEqual(signature);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('Receipt 1')],
    ['other JSON', Buffer.from('{"number":"1"}')],
    ['null', Buffer.from('null')],
    ['a signature without its text', Buffer.from(JSON.stringify({ ...signature, document: undefined }))],
    ['a number in place of text', Buffer.from(JSON.stringify({ ...signature, value: 1 }))],
    ['a PDF without attachment', Buffer.from('%PDF-1.7\n%%EOF')],
    ['a PDF whose attachment is broken', pdf(Buffer.from('no zlib'))],
    ['a PDF whose attachment is cut off', pdf(deflateSync(text).subarray(0, 20))],
    ['a PDF whose attachment swells', pdf(deflateSync(Buffer.alloc(5_000_000)))],
  ])('gives undefined for %s', (_, bytes) => {
    expect(readSavedReceipt(bytes)).toBeUndefined();
  });
});

describe('readSavedKeys', () => {
  const key = { kty: 'OKP', crv: 'Ed25519', x: 'x', kid: 'k' };
  it('reads a set of keys', () => {
    expect(readSavedKeys(JSON.stringify({ keys: [key] }))).toEqual({ keys: [key] });
  });

  it.each([
    '',
    '[]',
    '{}',
    '{"keys":1}',
    '{"keys":[null]}',
    JSON.stringify({ keys: [{ ...key, crv: 'P-256' }] }),
  ])('gives undefined for %j', (other) => {
    expect(readSavedKeys(other)).toBeUndefined();
  });
});
