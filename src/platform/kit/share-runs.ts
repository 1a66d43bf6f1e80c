/**
 * Lets all who ask for the same thing while it is being made wait for that one making. A failure reaches all of them;
 * whoever asks afterwards starts anew.
 *
 * @param key names everything that the result depends on
 */
export function shareRuns<Value>(): (key: string, run: () => Promise<Value>) => Promise<Value> {
  const running = new Map<string, Promise<Value>>();
  return (key, run) => {
    const known = running.get(key);
    if (known) return known;
    const made = run().finally(() => running.delete(key));
    running.set(key, made);
    return made;
  };
}
