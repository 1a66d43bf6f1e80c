import { type Details, noDetails } from './details.ts';
import { readNumbered } from './numbered-details.ts';
import { readSlashed } from './slashed-details.ts';

/** Field 86 in any of its three shapes: numbered (`?20…`), with words between strokes (`/REMI/…`), or free text. */
export function readDetailsField(lines: readonly string[]): Details {
  const joined = lines.join('');
  return (
    readNumbered(joined) ??
    readSlashed(joined) ?? { ...noDetails, text: lines.map((line) => line.trim()).join('\n') }
  );
}
