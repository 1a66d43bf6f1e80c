/** Where a log goes; `flushSync` writes what is still held. */
export type LineOutput = { write(lines: string): unknown; flushSync(): void };

export type GatherOptions = {
  /** Handed on at once when so much has come together. */
  readonly maximumCharacters: number;
  /** How long a line may wait for others. */
  readonly intervalMs: number;
};

/**
 * Hands lines on several at a time, in their order. An output that is busy looks at all that it holds for each piece
 * that it is given, so a busy server spends more on single lines than on making them.
 */
export function gatherLines(output: LineOutput, options: GatherOptions): LineOutput {
  let lines = '';
  let timer: NodeJS.Timeout | undefined;
  const handOn = () => {
    clearTimeout(timer);
    timer = undefined;
    const gathered = lines;
    lines = '';
    if (gathered !== '') output.write(gathered);
  };
  return {
    write(line) {
      lines += line;
      if (lines.length >= options.maximumCharacters) handOn();
      else timer ??= setTimeout(handOn, options.intervalMs).unref();
    },
    flushSync() {
      handOn();
      output.flushSync();
    },
  };
}
