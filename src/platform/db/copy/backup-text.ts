import { damaged, endOfRows } from './backup-file.ts';

const newline = 10;
const longestLineBytes = 16 * 1024 * 1024;
// What ends the rows stands behind a line break, or right behind the line that begins them.
const end = Buffer.from(`\n${endOfRows}`);

/** Takes the text of a backup apart, whatever the chunks are that it comes in. */
export class BackupText {
  readonly #chunks: AsyncIterator<Buffer>;
  /** Told every byte that is taken, in order. */
  readonly #onBytes: (bytes: Buffer) => void;
  #rest: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>, onBytes: (bytes: Buffer) => void) {
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.#onBytes = onBytes;
  }

  /** The next line without its end; undefined behind the last one. */
  async line(): Promise<{ text: string; bytes: Buffer } | undefined> {
    for (let looked = 0; ; ) {
      const at = this.#rest.indexOf(newline, looked);
      if (at >= 0) {
        const bytes = this.#rest.subarray(0, at + 1);
        this.#rest = this.#rest.subarray(at + 1);
        return { text: bytes.toString('utf8', 0, at), bytes };
      }
      looked = this.#rest.length;
      if (looked > longestLineBytes) throw damaged();
      if (await this.#more()) continue;
      if (looked > 0) throw damaged();
      return undefined;
    }
  }

  /** The rows up to what ends them, which is taken as well. */
  async *rows(): AsyncGenerator<Buffer> {
    let isFirst = true;
    const cut = (bytes: Buffer) => {
      const own = isFirst ? bytes.subarray(1) : bytes;
      isFirst = false;
      this.#onBytes(own);
      return own;
    };
    this.#rest = Buffer.concat([Buffer.of(newline), this.#rest]);
    for (;;) {
      const at = this.#rest.indexOf(end);
      if (at >= 0) {
        const rows = cut(this.#rest.subarray(0, at + 1));
        this.#rest = this.#rest.subarray(at + end.length);
        this.#onBytes(end.subarray(1));
        if (rows.length > 0) yield rows;
        return;
      }
      const safe = this.#rest.length - (end.length - 1);
      if (safe > 0) {
        const rows = cut(this.#rest.subarray(0, safe));
        this.#rest = this.#rest.subarray(safe);
        if (rows.length > 0) yield rows;
      }
      if (!(await this.#more())) throw damaged();
    }
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #more(): Promise<boolean> {
    const { value, done } = await this.#chunks.next();
    if (done) return false;
    this.#rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, value]) : value;
    return true;
  }
}
