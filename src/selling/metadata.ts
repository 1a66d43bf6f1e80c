export type Metadata = Readonly<Record<string, string>>;

/**
 * Metadata as it can be stored. Half a surrogate pair is legal in a JavaScript string but not in PostgreSQL's
 * JSON, so it becomes the replacement character, as it does in every text column.
 */
export function readMetadata(input: Metadata | null): Metadata {
  const entries = Object.entries(input ?? {}).map(([key, value]) => [wellFormed(key), wellFormed(value)]);
  return Object.fromEntries(entries);
}

function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
}
