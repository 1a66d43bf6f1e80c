/** An object of a provider's answer; nothing is known of its fields. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The object that a text is; undefined for anything else. */
export function readObject(text: string): JsonObject | undefined {
  try {
    return objectIn(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export function objectIn(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

/** The objects of a list; whatever else stands in it is left out. */
export function objectsIn(value: unknown): JsonObject[] {
  const all: unknown[] = Array.isArray(value) ? value : [];
  return all.map(objectIn).filter((each) => each !== undefined);
}
