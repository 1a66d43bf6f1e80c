/** What a PNG says of itself, and its compressed rows. */
export type PngParts = {
  readonly width: number;
  readonly height: number;
  /** Bits a sample. */
  readonly depth: number;
  readonly samples: number;
  readonly hasPalette: boolean;
  readonly hasAlpha: boolean;
  readonly palette: Buffer;
  /** Of the palette's colours, one byte each; opaque where it ends. */
  readonly paletteAlpha: Buffer;
  readonly data: Buffer;
};

const largestPixels = 2_000_000;
const signatureBytes = 8;
/** Samples a pixel and the depths allowed, by the colour type of the header. */
const kinds: Readonly<Record<number, { samples: number; depths: readonly number[] }>> = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { samples: 3, depths: [8, 16] },
  3: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] },
  6: { samples: 4, depths: [8, 16] },
};

/** Takes a PNG apart; undefined when it is broken, too large, interlaced, or keyed to one transparent colour. */
export function readPngParts(bytes: Buffer): PngParts | undefined {
  const chunks = readChunks(bytes);
  const header = chunks?.find(({ type }) => type === 'IHDR')?.content;
  if (!chunks || header?.length !== 13) return undefined;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth = 0, colourType = 0, , , interlace] = header.subarray(8);
  const kind = kinds[colourType];
  if (!kind?.depths.includes(depth) || interlace !== 0) return undefined;
  if (width === 0 || height === 0 || width * height > largestPixels) return undefined;
  const allOf = (wanted: string) =>
    Buffer.concat(chunks.filter(({ type }) => type === wanted).map(({ content }) => content));
  const hasPalette = colourType === 3;
  const paletteAlpha = allOf('tRNS');
  if (paletteAlpha.length > 0 && !hasPalette) return undefined;
  return {
    width,
    height,
    depth,
    samples: kind.samples,
    hasPalette,
    hasAlpha: colourType >= 4,
    palette: allOf('PLTE'),
    paletteAlpha,
    data: allOf('IDAT'),
  };
}

type Chunk = { readonly type: string; readonly content: Buffer };

function readChunks(bytes: Buffer): Chunk[] | undefined {
  const chunks: Chunk[] = [];
  for (let at = signatureBytes; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (at + 12 + length > bytes.length) return undefined;
    if (type === 'IEND') return chunks;
    chunks.push({ type, content: bytes.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return undefined;
}
