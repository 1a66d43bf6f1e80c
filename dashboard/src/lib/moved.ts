/** The same keys with one of them at another place; a place outside of the list is its nearest end. */
export function moved(keys: readonly string[], key: string, place: number): readonly string[] {
  const others = keys.filter((other) => other !== key);
  const at = Math.max(0, Math.min(others.length, place));
  return [...others.slice(0, at), key, ...others.slice(at)];
}
