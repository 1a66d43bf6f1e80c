import { limits } from '../limits.ts';
import type { Line } from '../lines.ts';
import { UnreadableStatement } from '../unreadable.ts';

/** A field of a message with its lines; `end` is the end of a message. */
export type Field = { readonly tag: string; readonly line: number; readonly lines: readonly string[] };

const begin = /^:(\d{2}[A-Z]?|NS):(.*)$/;

/**
 * Fields of all messages of a file, with or without the blocks of SWIFT around them. What stands outside of messages,
 * such as the lines with which some banks begin a file, is left out.
 */
export async function* fieldsOf(lines: AsyncIterable<Line>): AsyncGenerator<Field> {
  let field: { tag: string; line: number; lines: string[] } | undefined;
  let length = 0;
  for await (const { number, text: whole } of lines) {
    const { ends, text } = withoutBlocks(whole);
    if (ends) {
      if (field) yield field;
      yield { tag: 'end', line: number, lines: [] };
      field = undefined;
    }
    const match = begin.exec(text);
    if (match) {
      if (field) yield field;
      field = { tag: match[1] ?? '', line: number, lines: [match[2] ?? ''] };
      length = 0;
    } else if (field && text !== '') {
      field.lines.push(text);
      length += text.length;
      if (length > limits.textLength) {
        throw new UnreadableStatement('text_too_long', `Field ${field.tag} is longer than a bank writes.`, {
          line: field.line,
        });
      }
    }
  }
  if (field) yield field;
  yield { tag: 'end', line: 0, lines: [] };
}

/** A line without `{1:…}{4:` before it; whether a message ends there, by `-`, `-}` or a new block. */
function withoutBlocks(line: string): { readonly ends: boolean; readonly text: string } {
  const trimmed = line.trimEnd();
  if (trimmed === '-') return { ends: true, text: '' };
  const ends = trimmed.startsWith('-}');
  const rest = ends ? trimmed.slice(2) : trimmed;
  if (!/^\{\d:/.test(rest)) return { ends, text: ends ? rest : trimmed };
  const text = rest.indexOf('{4:');
  return { ends: true, text: text < 0 ? '' : rest.slice(text + 3) };
}
