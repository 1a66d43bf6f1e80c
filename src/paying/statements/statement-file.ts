import { setImmediate } from 'node:timers/promises';

/** Something handed in: its bytes can be read from anywhere, and as often as needed. */
export type StatementFile = {
  /** As people know it; decides nothing. */
  readonly name: string;
  readonly bytes: number;
  /** From `start` up to, and without, `end`. */
  read(start: number, end: number): AsyncIterable<Uint8Array>;
};

/** One document: a file as it is, or one of those in a ZIP. */
export type StatementDocument = {
  readonly name: string;
  /** From its first byte, each time anew. */
  open(): AsyncIterable<Uint8Array>;
};

const chunkBytes = 65_536;

/** A file that lies in memory. Others get their turn at every chunk. */
export function fileOf(name: string, content: Uint8Array): StatementFile {
  return {
    name,
    bytes: content.length,
    async *read(start, end) {
      for (let at = start; at < end; at += chunkBytes) {
        if (at > start) await setImmediate();
        yield content.subarray(at, Math.min(at + chunkBytes, end));
      }
    },
  };
}

export function documentOf(file: StatementFile): StatementDocument {
  return { name: file.name, open: () => file.read(0, file.bytes) };
}
