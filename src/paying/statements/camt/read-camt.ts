import { decode } from '../encoding/decode.ts';
import { peek } from '../encoding/peek.ts';
import type { StatementPart } from '../statement.ts';
import type { StatementDocument } from '../statement-file.ts';
import { createCamtHandler } from './camt-handler.ts';
import { createXmlReader } from './read-xml.ts';
import { declarationBytes, xmlEncoding } from './xml-encoding.ts';

/**
 * Statements, reports and notifications of ISO 20022 (camt.053, 052 and 054, versions .02 to .13), whatever namespace
 * and envelope they come in, as they come. Memory does not grow with the number of entries.
 *
 * @throws UnreadableStatement at what cannot be read; what came before it counts for nothing
 */
export async function* readCamt(document: StatementDocument): AsyncGenerator<readonly StatementPart[]> {
  const { start, chunks } = await peek(document.open(), declarationBytes);
  const handler = createCamtHandler();
  const reader = createXmlReader(handler);
  for await (const text of decode(chunks, xmlEncoding(start))) {
    reader.write(text);
    const parts = handler.taken();
    if (parts.length > 0) yield parts;
  }
  reader.end();
  handler.finish();
  yield handler.taken();
}
