import type { Transform } from 'node:stream';
import { promisify } from 'node:util';
import {
  type BrotliOptions,
  brotliCompress,
  constants,
  crc32,
  createBrotliCompress,
  createGzip,
  gzip,
  type ZlibOptions,
} from 'node:zlib';
import type { Encoding } from './content-encoding.ts';

export type PackedEncoding = Exclude<Encoding, 'identity'>;

/** Below this many bytes an answer fits one or two packets of the network as it is. */
export const fewestBytesToPack = 1024;

const packable =
  /^(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml)\b|application\/javascript\b|image\/svg\+xml\b)/;

/** Whether content of this media type shrinks; pictures and PDF are packed already. */
export function isPackable(contentType: string): boolean {
  return packable.test(contentType);
}

// A window that a page fits into: room for more would take longer to prepare than a page to pack.
const windowBits = 18;
/** Higher ones take ten times as long for one part in a hundred. */
const usualBrotliQuality = 5;

const brotliOptions = (quality: number): BrotliOptions => ({
  params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_LGWIN]: windowBits },
});

const toBrotli = promisify(brotliCompress) as (bytes: Buffer, options: BrotliOptions) => Promise<Buffer>;
const toGzip = promisify(gzip) as (bytes: Buffer, options: ZlibOptions) => Promise<Buffer>;

/** Packs bytes beside the event loop. */
export function pack(encoding: PackedEncoding, bytes: Buffer): Promise<Buffer> {
  return encoding === 'br' ? toBrotli(bytes, brotliOptions(usualBrotliQuality)) : toGzip(bytes, {});
}

/** Packs a stream while it is made: what was written is on its way before more is. */
export function createPacker(encoding: PackedEncoding): Transform {
  return encoding === 'br'
    ? createBrotliCompress({ ...brotliOptions(4), flush: constants.BROTLI_OPERATION_FLUSH })
    : createGzip({ flush: constants.Z_SYNC_FLUSH });
}

/** A beginning that is packed once; what follows it is another each time, and stands there as it is. */
export type PackedBeginning = { readonly bytes: Buffer; finish(end: Buffer): Buffer };

const mostEndBytes = 0xffff;

/**
 * Packs the beginning of an answer whose end is another for every reader, so that nothing is packed anew for any of
 * them. The end has at most 65,535 bytes.
 */
export async function packBeginning(encoding: PackedEncoding, beginning: Buffer): Promise<PackedBeginning> {
  return encoding === 'br' ? brotliBeginning(beginning) : gzipBeginning(beginning);
}

/** RFC 7932, section 9.2: a meta-block of its own that is not compressed, and one that is the last and empty. */
async function brotliBeginning(beginning: Buffer): Promise<PackedBeginning> {
  const options = { ...brotliOptions(usualBrotliQuality), finishFlush: constants.BROTLI_OPERATION_FLUSH };
  const bytes = await toBrotli(beginning, options);
  const finish = (end: Buffer) => {
    const packed = Buffer.allocUnsafe(end.length + 4);
    // Not the last one, a length of four nibbles, that length less one, and that it is not compressed.
    packed.writeUIntLE(((requireShort(end) - 1) << 3) | (1 << 19), 0, 3);
    end.copy(packed, 3);
    packed[end.length + 3] = 0b11;
    return packed;
  };
  return { bytes, finish };
}

/** RFC 1951, section 3.2.4, and RFC 1952: a last block that is stored, and the sum and the length of all. */
async function gzipBeginning(beginning: Buffer): Promise<PackedBeginning> {
  const bytes = await toGzip(beginning, { finishFlush: constants.Z_SYNC_FLUSH });
  const sumOfBeginning = crc32(beginning);
  const finish = (end: Buffer) => {
    const { length } = end;
    const packed = Buffer.allocUnsafe(length + 13);
    packed[0] = 1;
    packed.writeUInt16LE(requireShort(end), 1);
    packed.writeUInt16LE(~length & 0xffff, 3);
    end.copy(packed, 5);
    packed.writeUInt32LE(crc32(end, sumOfBeginning), length + 5);
    packed.writeUInt32LE((beginning.length + length) >>> 0, length + 9);
    return packed;
  };
  return { bytes, finish };
}

function requireShort({ length }: Buffer): number {
  if (length === 0 || length > mostEndBytes)
    throw new RangeError(`The end of a packed answer has 1 to ${mostEndBytes} bytes, not ${length}.`);
  return length;
}
