/** What the process was started with. The only place that touches `process.env`; `loadConfig` reads the rest. */
export function readEnvironment(): Record<string, string | undefined> {
  return { ...process.env };
}
