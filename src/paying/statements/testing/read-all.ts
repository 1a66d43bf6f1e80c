import type { StatementEntry, StatementPart } from '../statement.ts';
import { documentOf, fileOf, type StatementDocument } from '../statement-file.ts';
import { UnreadableStatement } from '../unreadable.ts';

export function textDocument(text: string, name = 'statement'): StatementDocument {
  return documentOf(fileOf(name, Buffer.from(text)));
}

export async function collect<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const all: Value[] = [];
  for await (const value of values) all.push(value);
  return all;
}

/** One by one what a reader gives in portions. */
export async function* eachOf<Value>(portions: AsyncIterable<readonly Value[]>): AsyncGenerator<Value> {
  for await (const portion of portions) yield* portion;
}

export async function entriesOf(parts: AsyncIterable<StatementPart>): Promise<StatementEntry[]> {
  return (await collect(parts)).flatMap((part) => (part.part === 'entry' ? [part.entry] : []));
}

/** What is said of a document that cannot be read. */
export async function refusalOf(parts: AsyncIterable<unknown>): Promise<UnreadableStatement> {
  try {
    await collect(parts);
  } catch (error) {
    if (error instanceof UnreadableStatement) return error;
    throw error;
  }
  throw new Error('The document was read.');
}
