import { UnreadableStatement } from '../unreadable.ts';
import { type Encoding, encodingMarked, singleByteEncodings } from './encodings.ts';
import { peek } from './peek.ts';
import { createUtf8Decoder } from './utf-8.ts';
import { decodeWindows1252 } from './windows-1252.ts';

/**
 * Text of chunks of bytes, strictly: what is not in the encoding ends it. A mark at the start decides, then what the
 * caller says; without either it has to be UTF-8. Yields nothing that is empty.
 *
 * @throws UnreadableStatement `encoding_needed` where it is no UTF-8 and nobody said what it is, `encoding_wrong`
 */
export async function* decode(
  source: AsyncIterable<Uint8Array>,
  asked: Encoding | undefined,
): AsyncGenerator<string> {
  const { start, chunks } = await peek(source, 3);
  const said = encodingMarked(start) ?? asked;
  const decodeChunk = decoderOf(said ?? 'utf-8');
  let line = 1;
  for await (const chunk of chunks) {
    const text = decodeChunk(chunk);
    if (text === undefined) throw notIn(said, line);
    line += linesOf(text);
    if (text !== '') yield text;
  }
  const rest = decodeChunk(undefined);
  if (rest === undefined) throw notIn(said, line);
  if (rest !== '') yield rest;
}

type DecodeChunk = (chunk: Uint8Array | undefined) => string | undefined;

/** Keeps what a chunk cuts in two for the next; `undefined` in ends it, out means that it is no text of this kind. */
function decoderOf(encoding: Encoding): DecodeChunk {
  if (encoding === 'windows-1252') return (chunk) => (chunk ? decodeWindows1252(chunk) : '');
  if (encoding === 'utf-8') return createUtf8Decoder();
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (chunk) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      return undefined;
    }
  };
}

function notIn(said: Encoding | undefined, line: number): UnreadableStatement {
  if (said !== undefined) {
    return new UnreadableStatement(
      'encoding_wrong',
      `The file is not written in ${said}. Choose another encoding, or export it once more as UTF-8.`,
      { line },
    );
  }
  return new UnreadableStatement(
    'encoding_needed',
    `The file is no UTF-8, so its letters with accents may mean several things. Say whether it is ${singleByteEncodings.join(' or ')}, or export it as UTF-8.`,
    { line },
    singleByteEncodings,
  );
}

function linesOf(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
