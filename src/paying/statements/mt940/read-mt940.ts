import { decode } from '../encoding/decode.ts';
import type { Encoding } from '../encoding/encodings.ts';
import { limits } from '../limits.ts';
import { linesOf } from '../lines.ts';
import type { StatementPart } from '../statement.ts';
import type { StatementDocument } from '../statement-file.ts';
import { UnreadableStatement } from '../unreadable.ts';
import { fieldsOf } from './fields.ts';
import { createMt940Statement } from './mt940-statement.ts';

/**
 * Customer statements of SWIFT (MT940), as many as there are in a file. Memory does not grow with their number.
 *
 * @throws UnreadableStatement at what cannot be read; what came before it counts for nothing
 */
export async function* readMt940(
  document: StatementDocument,
  encoding: Encoding | undefined,
): AsyncGenerator<StatementPart> {
  let statement: ReturnType<typeof createMt940Statement> | undefined;
  let [count, entries, line] = [0, 0, 1];
  function* finish(): Generator<StatementPart> {
    if (statement === undefined) return;
    yield* statement.end(line);
    entries += statement.entries();
    statement = undefined;
  }
  for await (const field of fieldsOf(linesOf(decode(document.open(), encoding)))) {
    // A field 20 begins a statement also where nothing ended the one before.
    if (field.tag === 'end' || field.tag === '20') yield* finish();
    if (field.tag === 'end') continue;
    line = field.line;
    if (statement === undefined) {
      count += 1;
      if (count > limits.statements)
        throw new UnreadableStatement('too_large', 'There are too many statements. Hand in several files.', {
          line,
        });
      statement = createMt940Statement(count, entries);
    }
    yield* statement.take(field);
  }
  if (count === 0) throw new UnreadableStatement('not_a_statement', 'The file holds no field of an MT940.');
}
