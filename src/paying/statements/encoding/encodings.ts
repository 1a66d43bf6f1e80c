/** What statements are written in. Others are told, and never taken for one of these. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15'] as const;
export type Encoding = (typeof encodings)[number];

/** What a text without a mark that is no UTF-8 may be: nothing in its bytes tells these apart. */
export const singleByteEncodings = ['windows-1252', 'iso-8859-15'] as const satisfies readonly Encoding[];

const names: Readonly<Record<string, Encoding>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  'utf-16': 'utf-16le',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'windows-1252': 'windows-1252',
  cp1252: 'windows-1252',
  'iso-8859-15': 'iso-8859-15',
};

/** ISO 8859-1 counts as windows-1252, which has all of its letters and is what is meant by it. */
export function encodingNamed(name: string): Encoding | undefined {
  return names[name.toLowerCase()];
}

/** The encoding whose mark a text begins with. */
export function encodingMarked(start: Uint8Array): Encoding | undefined {
  const [first, second, third] = start;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}
