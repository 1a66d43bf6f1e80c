/**
 * A text without what banks change on its way: capitals, accents, spaces, punctuation and ends of lines. Letters and
 * digits of every script stay, in their order.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase();
}
