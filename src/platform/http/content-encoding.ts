import { createBoundedCache } from '#platform/kit/bounded-cache.ts';

/** Forms in which an answer can be sent, the smallest first; `identity` is the answer as it is. */
export const encodings = ['br', 'gzip', 'identity'] as const;
export type Encoding = (typeof encodings)[number];

const packed = /\b(?:br|gzip)\b|\*/i;

/**
 * The form that a client likes best of those that there are, by its `Accept-Encoding` (RFC 9110): the smaller one where
 * it likes two alike, and the answer as it is where it says nothing, or likes none.
 */
export function chooseEncoding(header: string | undefined, available: readonly Encoding[]): Encoding {
  if (header === undefined || !packed.test(header)) return 'identity';
  const qualities = readQualities(header);
  const qualityOf = (encoding: Encoding) =>
    // Nobody who names other forms alone refuses the answer as it is; it is only liked less.
    qualities.get(encoding) ?? (encoding === 'identity' ? 0.0001 : (qualities.get('*') ?? 0));
  const liked = encodings
    .filter((encoding) => encoding === 'identity' || available.includes(encoding))
    .map((encoding) => ({ encoding, quality: qualityOf(encoding) }))
    .filter(({ quality }) => quality > 0)
    .sort((first, second) => second.quality - first.quality);
  return liked[0]?.encoding ?? 'identity';
}

const known = createBoundedCache<Encoding>(200);
const longestToRemember = 100;

/** The same of an answer that there is in every form. Browsers send few different headers, so each is read once. */
export function encodingFor(header: string | undefined): Encoding {
  if (header === undefined) return 'identity';
  const before = known.get(header);
  if (before) return before;
  const chosen = chooseEncoding(header, encodings);
  if (header.length <= longestToRemember) known.set(header, chosen);
  return chosen;
}

/** `Vary` of an answer that is sent in the form that its reader likes best, in the others too. */
export const varyByEncoding = 'accept-encoding';

function readQualities(header: string): Map<string, number> {
  return new Map(
    header.split(',').map((part) => {
      const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return [name === 'x-gzip' ? 'gzip' : name, quality === undefined ? 1 : Number(quality) || 0];
    }),
  );
}
