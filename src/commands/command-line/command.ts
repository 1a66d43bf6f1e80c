import type pg from 'pg';
import type { Context } from '#platform/context.ts';
import type { Connection } from '#platform/db/database.ts';

/** One option of a command, `--name <placeholder>`; without a placeholder it is a switch. */
export type Option = {
  readonly placeholder?: string;
  readonly about: string;
  readonly isRequired?: boolean;
};

/** What a command is given on the line, checked for its form: known options, required ones there. */
export type CommandInput = {
  /** By the names in `Command.takes`. */
  readonly taken: Readonly<Record<string, string>>;
  /** All words for the last of `Command.takes`, where it may be given several times. */
  readonly repeated: readonly string[];
  readonly options: Readonly<Record<string, string | undefined>>;
  readonly switches: ReadonlySet<string>;
  /** The first line of standard input. */
  readonly readLine: () => Promise<string>;
  /** The answer of the command, on standard output. */
  readonly say: (text: string) => void;
  /** How far it is, on standard error. */
  readonly tellProgress: (text: string) => void;
};

export type House = {
  readonly context: Context;
  readonly pool: pg.Pool;
  /** For a connection of one's own. */
  readonly connection: Connection;
  /** The folder of the bundled database; undefined with DATABASE_URL. */
  readonly dataDir: string | undefined;
};

/** An operator command as a value: the dispatcher, the help and the tests read the same list of them. */
export type Command = {
  /** As it is typed: `migrate`, `organization create`. */
  readonly name: string;
  readonly about: string;
  /** Further words of the line, all required, such as `organization` for an id. */
  readonly takes?: readonly string[];
  /** The last of them may be given several times. */
  readonly repeatsLast?: boolean;
  readonly options?: Readonly<Record<string, Option>>;
  /** Runs without the check that the database has every migration. */
  readonly worksUnmigrated?: boolean;
  /** Refuses to run beside a server on the bundled database, and keeps one from starting. */
  readonly worksAlone?: boolean;
  readonly run: (house: House, input: CommandInput) => Promise<void>;
};

/** What the operator can mend, as a sentence for the terminal. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';
}

/** The line itself is wrong; the help of the command is named beside the sentence. */
export class UsageError extends CommandError {
  override readonly name = 'UsageError';
}
