import { type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from '#platform/config/config.ts';
import { systemClock } from '#platform/kit/clock.ts';
import { gatherLines } from './gather-lines.ts';
import { readableLine } from './readable-line.ts';
import { redactFields } from './redact.ts';

export type LogOptions = {
  readonly level: LogLevel;
  /** Stands in every line, such as the number of the worker. */
  readonly base?: Readonly<Record<string, unknown>>;
  /** Default: JSON on standard output, or lines for people when that is a terminal. */
  readonly destination?: DestinationStream;
};

export function createLog(options: LogOptions): Logger {
  return pino(
    {
      level: options.level,
      base: options.base ?? null,
      timestamp: timeField,
      formatters: { level: (label) => ({ level: label }), log: redactFields },
      // Errors have been made plain by then; pino would make up types for them.
      serializers: { err: (shown) => shown },
    },
    options.destination ?? standardOutput(),
  );
}

let lastMs = 0;
let lastField = '';

/** The time of a line, written out once for all lines of a millisecond. */
function timeField(): string {
  const now = systemClock.now();
  if (now.getTime() !== lastMs) {
    lastMs = now.getTime();
    lastField = `,"time":"${now.toISOString()}"`;
  }
  return lastField;
}

// How much of the log may be gathered before it is written, and for how long.
const gathering = { maximumCharacters: 8 * 1024, intervalMs: 50 };

// What nobody reads off a pipe is kept up to here; more is dropped rather than filling the memory.
const unreadBytes = 16 * 1024 * 1024;

function standardOutput(): DestinationStream {
  if (process.stdout.isTTY) return { write: (line) => void process.stdout.write(readableLine(line)) };
  // Written aside, so that a slow reader of the log never holds up a request.
  const output = gatherLines(pino.destination({ dest: 1, sync: false, maxLength: unreadBytes }), gathering);
  process.once('exit', () => output.flushSync());
  return output;
}
