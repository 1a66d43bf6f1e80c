import type { Font } from './fonts.ts';

/** Stands for what the font cannot show. */
export const missingMark = '□';

export type Printable = { readonly text: string; readonly isWhole: boolean };

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** Joins emoji or picks between their forms; alone they show nothing. */
const selectors = /[\u200d\ufe0e\ufe0f]|[\u{1f3fb}-\u{1f3ff}]/gu;
/** Characters that both fonts have, as most names are made of. */
const usual = /^[ -~\u00a1-\u00ac\u00ae-\u017f\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac]*$/;
const invisible = /[\s\p{Cc}]+/gu;
const steering = /\p{Bidi_Control}+/gu;

/**
 * Text as the font can show it, on one line. A character that the font lacks is shown by a plainer form of it, such as
 * a full-width letter by the usual one, else by one mark.
 */
export function printable(text: string, font: Font): Printable {
  if (usual.test(text)) return { text: text.trim(), isWhole: true };
  let isWhole = true;
  let shown = '';
  for (const { segment } of graphemes.segment(text.replace(steering, '').replace(invisible, ' '))) {
    const form = formsOf(segment).find((each) => canShow(each, font));
    shown += form ?? missingMark;
    if (form === undefined) isWhole = false;
  }
  return { text: shown.trim(), isWhole };
}

/** How a character may be written, the best first. */
function formsOf(segment: string): string[] {
  const bare = segment.replace(selectors, '');
  return [segment, bare, segment.normalize('NFC'), bare.normalize('NFKC'), bare.normalize('NFKD')].filter(
    Boolean,
  );
}

function canShow(text: string, font: Font): boolean {
  return [...text].every((character) => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0));
}
