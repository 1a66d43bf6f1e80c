import { describe, expect, it } from 'vitest';
import { collect, refusalOf } from '../testing/read-all.ts';
import { decode } from './decode.ts';
import type { Encoding } from './encodings.ts';

async function* bytewise(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (const byte of bytes) yield Uint8Array.of(byte);
}

const read = (bytes: readonly number[] | Buffer, encoding?: Encoding) =>
  decode(bytewise(Uint8Array.from(bytes)), encoding);
const textOf = async (bytes: readonly number[] | Buffer, encoding?: Encoding) =>
  (await collect(read(bytes, encoding))).join('');

describe('text is read strictly', () => {
  it('as UTF-8 where nothing else is said, and without its mark', async () => {
    expect(await textOf(Buffer.from('\ufeffZażółć €'))).toBe('Zażółć €');
  });

  it('as the mark says, whatever the caller thinks', async () => {
    expect(await textOf(Buffer.from('\ufeffł', 'utf16le'), 'windows-1252')).toBe('ł');
    expect(await textOf([0xfe, 0xff, 0x01, 0x42])).toBe('ł');
  });

  it('with the sign of the euro where windows-1252 and ISO 8859-15 have it', async () => {
    expect(await textOf([0x80, 0x20, 0xfc, 0x9f], 'windows-1252')).toBe('€ üŸ');
    expect(await textOf([0xa4, 0xbd], 'iso-8859-15')).toBe('€œ');
  });

  it('and never guessed: what is no UTF-8 is asked for, with the line', async () => {
    const refusal = await refusalOf(read(Buffer.from('one\ntwo\nM\u00fcller', 'latin1')));
    expect(refusal).toMatchObject({
      code: 'encoding_needed',
      place: { line: 3 },
      encodings: ['windows-1252', 'iso-8859-15'],
    });
  });

  it.each([
    ['utf-8', [0x41, 0xff]],
    ['utf-8', [0x41, 0xc3]],
    ['windows-1252', [0x41, 0x81]],
    ['utf-16le', [0x41]],
  ] as const)('what is not in the encoding that was asked for is refused: %s', async (encoding, bytes) => {
    expect(await refusalOf(read([...bytes], encoding))).toMatchObject({ code: 'encoding_wrong' });
  });
});
