import { describe, expect, it } from 'vitest';
import { provenEncoding } from './proven-encoding.ts';

async function* bytewise(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (const byte of bytes) yield Uint8Array.of(byte);
}
const proven = (bytes: Uint8Array) => provenEncoding(bytewise(bytes));
const latin = (text: string) => proven(Buffer.from(text, 'latin1'));

describe('an encoding is asked for only where it makes a difference', () => {
  it('UTF-8 proves itself', async () => {
    expect(await proven(Buffer.from('Müller €'))).toBeUndefined();
    expect(await proven(Buffer.from('plain'))).toBeUndefined();
  });

  it.each([
    'Müller',
    'Größe ÄÖÜ äöüß',
    'Señor Ibáñez',
    'Björk Ångström',
    'Crème brûlée',
    'l\u0092eau',
    '12,00 \u0080',
  ])('%s is read alike by all that it may be, or by one alone', async (text) =>
    expect(await latin(text)).toBe('windows-1252'),
  );

  it.each(['12,00 \u00a4', '\u00a8koda', 'M\u0081ller', 'J\u0084ger', 'M\u00c3\u00bcller \u00fc'])(
    '%s is not',
    async (text) => expect(await latin(text)).toBeNull(),
  );
});
