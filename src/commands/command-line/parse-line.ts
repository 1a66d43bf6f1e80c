import { parseArgs } from 'node:util';
import { type Command, type CommandInput, UsageError } from './command.ts';

export type ParsedLine = Pick<CommandInput, 'taken' | 'repeated' | 'options' | 'switches'>;

/** The command whose name the line begins with, and the rest of the line. */
export function findCommand(
  commands: readonly Command[],
  words: readonly string[],
): { command: Command; rest: string[] } | undefined {
  for (const command of commands) {
    const name = command.name.split(' ');
    if (name.every((word, index) => words[index] === word))
      return { command, rest: words.slice(name.length) };
  }
  return undefined;
}

/** Reads the words behind a command's name; throws a `UsageError` that names what is wrong or missing. */
export function parseLine(command: Command, rest: string[]): ParsedLine {
  const declared = command.options ?? {};
  const { values, positionals } = parse(command, rest);
  const missing = Object.keys(declared).filter(
    (name) => declared[name]?.isRequired && values[name] === undefined,
  );
  if (missing.length > 0)
    throw new UsageError(`${missing.map((name) => `--${name}`).join(', ')} is missing.`);
  const takes = command.takes ?? [];
  const unfilled = takes.slice(positionals.length);
  if (unfilled.length > 0)
    throw new UsageError(`${unfilled.map((word) => `<${word}>`).join(', ')} is missing.`);
  const surplus = command.repeatsLast ? [] : positionals.slice(takes.length);
  if (surplus.length > 0)
    throw new UsageError(`"${surplus.join(' ')}" is too much: quote values with spaces.`);
  const given = Object.entries(values);
  return {
    taken: Object.fromEntries(takes.map((word, index) => [word, positionals[index] as string])),
    repeated: command.repeatsLast ? positionals.slice(takes.length - 1) : [],
    options: Object.fromEntries(
      given.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    ),
    switches: new Set(given.flatMap(([name, value]) => (value === true ? [name] : []))),
  };
}

function parse(command: Command, rest: string[]) {
  const options = Object.fromEntries(
    Object.entries(command.options ?? {}).map(([name, { placeholder }]) => [
      name,
      { type: placeholder === undefined ? 'boolean' : 'string' } as const,
    ]),
  );
  try {
    return parseArgs({ args: rest, options, allowPositionals: true, strict: true });
  } catch (error) {
    // What follows the first sentence is advice about dashes, which is rarely the point.
    throw new UsageError(`${(error as Error).message.split(/\.?(?:\n|\. |$)/)[0]}.`);
  }
}
