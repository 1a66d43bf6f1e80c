/** Texts are as long as the API counts them: by code points, so that an emoji is mostly one. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/** By how much a text is too long, as a sentence; `undefined` when it fits. What stands around it is cut off. */
export function tooLong(text: string, most: number): string | undefined {
  const length = lengthOf(text.trim());
  if (length <= most) return undefined;
  return `Use at most ${most} characters; these are ${length}, ${length - most} too many.`;
}

/** As much of a text as the API reads of it. */
export function beginningOf(text: string, most: number): string {
  return lengthOf(text) <= most ? text : [...text].slice(0, most).join('');
}

/** How much of a search the API reads. */
export const mostSearched = 120;
