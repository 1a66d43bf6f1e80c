import { type Encoding, encodingMarked, encodingNamed } from '../encoding/encodings.ts';
import { UnreadableStatement } from '../unreadable.ts';

/** So many bytes hold the declaration of every document that has one. */
export const declarationBytes = 200;

const declared = /^<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/;

/**
 * What an XML document says that it is written in; UTF-8 where it says nothing.
 *
 * @throws UnreadableStatement `encoding_unknown`
 */
export function xmlEncoding(start: Uint8Array): Encoding {
  const marked = encodingMarked(start);
  if (marked !== undefined) return marked;
  if (start[0] === 0x3c && start[1] === 0) return 'utf-16le';
  if (start[0] === 0 && start[1] === 0x3c) return 'utf-16be';
  const name = declared.exec(Buffer.from(start).toString('latin1').trimStart())?.[1];
  if (name === undefined) return 'utf-8';
  const encoding = encodingNamed(name);
  // A declaration that can be read as bytes is in no encoding of two bytes, whatever it says.
  if (encoding?.startsWith('utf-16')) return 'utf-8';
  if (encoding !== undefined) return encoding;
  throw new UnreadableStatement(
    'encoding_unknown',
    `The document says that it is written in ${name}, which is not read here. Ask the bank for it in UTF-8.`,
    { line: 1 },
  );
}
