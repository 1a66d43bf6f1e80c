import { formatOf } from './read-statements.ts';
import { documentOf, type StatementDocument, type StatementFile } from './statement-file.ts';
import { openZip } from './zip/open-zip.ts';

/**
 * What is in a file: itself, or each document of a ZIP. Each counts as a file of its own, and is read by itself.
 *
 * @throws UnreadableStatement where an archive cannot be read, or asks for too much
 */
export async function openDocuments(file: StatementFile): Promise<StatementDocument[]> {
  const document = documentOf(file);
  return (await formatOf(document)) === 'zip' ? openZip(file) : [document];
}
