import { UnreadableStatement } from '../unreadable.ts';
import { type Encoding, encodingMarked, singleByteEncodings } from './encodings.ts';
import { createUtf8Decoder } from './utf-8.ts';

/** What windows-1252 and ISO 8859-15 read differently, as ISO 8859-1 has it. */
const readDifferently = /[\u00a4\u00a6\u00a8\u00b4\u00b8\u00bc-\u00be]/;
/** Letters and signs of windows-1252 that are none in ISO 8859-15. */
const only1252 = /[\u0080\u0082-\u008c\u008e\u0091-\u009c\u009e\u009f]/;
/** Means nothing in windows-1252. */
const not1252 = /[\u0081\u008d\u008f\u0090\u009d]/;
/** A quote or a dash within a word, which is a letter in some older encoding. */
const oddWithin = /[A-Za-z][\u0082\u0084-\u0089\u008b\u0091\u0093-\u0099\u009b][A-Za-z]/;
/** Two bytes that are one letter in UTF-8, and nobody's spelling in others: a damaged file. */
const utf8Within = /[\u00c3-\u00c5][\u0080-\u00bf]/;

/**
 * The encoding that the bytes of a text prove: UTF-8 (`undefined`, as where nothing is said), or one of those whose letters take a byte
 * each, where no byte of it would be another letter in the other.
 *
 * @returns null where they mean something else in each
 */
export async function provenEncoding(
  source: AsyncIterable<Uint8Array>,
): Promise<Encoding | undefined | null> {
  const decode = createUtf8Decoder();
  let isUtf8 = true;
  let isFirst = true;
  const seen = { differently: false, only1252: false, not1252: false, odd: false };
  let last = '';
  for await (const chunk of source) {
    if (isFirst && encodingMarked(chunk) !== undefined) return undefined;
    isFirst = false;
    isUtf8 &&= decode(chunk) !== undefined;
    const text = last + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
    seen.differently ||= readDifferently.test(text);
    seen.only1252 ||= only1252.test(text);
    seen.not1252 ||= not1252.test(text);
    seen.odd ||= oddWithin.test(text) || utf8Within.test(text);
    last = text.slice(-2);
  }
  if (isUtf8 && decode(undefined) !== undefined) return undefined;
  if (seen.odd || seen.not1252) return null;
  return seen.differently && !seen.only1252 ? null : 'windows-1252';
}

export function encodingNeeded(): UnreadableStatement {
  return new UnreadableStatement(
    'encoding_needed',
    `The file is no UTF-8, and some of its letters mean different things. Say whether it is ${singleByteEncodings.join(' or ')}, or export it as UTF-8.`,
    {},
    singleByteEncodings,
  );
}
