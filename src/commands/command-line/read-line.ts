import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** The first line of a stream; an empty text when it ends without one. */
export async function readLine(input: Readable): Promise<string> {
  const lines = createInterface({ input, terminal: false });
  try {
    for await (const line of lines) return line;
    return '';
  } finally {
    lines.close();
  }
}
