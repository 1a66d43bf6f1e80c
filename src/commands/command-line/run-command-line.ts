import { ConfigError } from '#platform/config/config-error.ts';
import { BundledPostgresError } from '#platform/db/bundled/error.ts';
import { CopyError } from '#platform/db/copy/copy-error.ts';
import { DatabaseUnavailable } from '#platform/db/unavailable.ts';
import { Problem } from '#platform/kit/problem.ts';
import { type Command, CommandError, type CommandInput, UsageError } from './command.ts';
import { explainDatabaseFailure } from './database-failure.ts';
import { helpOn, helpOnAll, program } from './help.ts';
import { openHouse } from './open-house.ts';
import { findCommand, parseLine } from './parse-line.ts';
import { readLine } from './read-line.ts';

const isHelp = (word: string | undefined) => word === '--help' || word === '-h' || word === 'help';

/**
 * Runs what the line asks for.
 *
 * @returns the exit code: 0 done, 1 not done, 2 the line is wrong
 */
export async function runCommandLine(commands: readonly Command[], words: string[]): Promise<number> {
  if (words.length === 0 || isHelp(words[0])) {
    process.stdout.write(helpOnAll(commands));
    return words.length === 0 ? 2 : 0;
  }
  const found = findCommand(commands, words);
  if (!found) {
    const alike = commands.filter(({ name }) => name.startsWith(`${words[0]} `));
    if (alike.length > 0) tell(helpOnAll(alike));
    else tell(`There is no command "${words.join(' ')}": ${program} --help lists them.`);
    return 2;
  }
  if (found.rest.some(isHelp)) {
    process.stdout.write(helpOn(found.command));
    return 0;
  }
  try {
    await run(found.command, { ...parseLine(found.command, found.rest), ...terminal });
    return 0;
  } catch (error) {
    return explain(error, found.command);
  }
}

async function run(command: Command, input: CommandInput): Promise<void> {
  const house = await openHouse(command);
  try {
    await command.run(house, input);
  } finally {
    await house.close();
  }
}

const terminal = {
  readLine: () => readLine(process.stdin),
  say: (text: string) => void process.stdout.write(`${text}\n`),
  tellProgress: (text: string) => void process.stderr.write(`${text}\n`),
};

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Sentences for what the operator can mend; a mistake of ours keeps its stack. */
function explain(error: unknown, command: Command): number {
  if (error instanceof UsageError) {
    tell(`${error.message}\n${program} ${command.name} --help explains the command.`);
    return 2;
  }
  const isPlain =
    error instanceof CommandError ||
    error instanceof ConfigError ||
    error instanceof BundledPostgresError ||
    error instanceof CopyError ||
    error instanceof Problem;
  const cause = error instanceof DatabaseUnavailable ? error.cause : error;
  tell(isPlain ? error.message : (explainDatabaseFailure(cause) ?? (error as Error).stack ?? String(error)));
  return 1;
}
