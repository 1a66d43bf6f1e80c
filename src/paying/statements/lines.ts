import { limits } from './limits.ts';
import { UnreadableStatement } from './unreadable.ts';

export type Line = { readonly number: number; readonly text: string };

/**
 * Lines of a text that comes in pieces, without what ends them: CR LF, LF or CR.
 *
 * @throws UnreadableStatement `text_too_long`
 */
export async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<Line> {
  let number = 0;
  let rest = '';
  for await (const text of texts) {
    const pieces = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = pieces.pop() ?? '';
    for (const piece of pieces) {
      number += 1;
      yield { number, text: piece };
    }
    if (rest.length > limits.stretch) {
      throw new UnreadableStatement('text_too_long', 'The line is longer than a bank writes.', {
        line: number + 1,
      });
    }
  }
  if (rest !== '') yield { number: number + 1, text: rest.replace(/\r$/, '') };
}
