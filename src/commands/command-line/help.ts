import type { Command } from './command.ts';

/** How people start a command of a checkout. */
export const program = 'npm run linktill --';

export function helpOnAll(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`);
  return [
    `Usage: ${program} <command> [options]`,
    '',
    'Commands:',
    ...lines,
    '',
    `${program} <command> --help explains one of them.`,
    'They work on the bundled database in DATA_DIR, also while the server runs, or on DATABASE_URL.',
    '',
  ].join('\n');
}

export function helpOn(command: Command): string {
  const rows = Object.entries(command.options ?? {}).map(([name, option]) => ({
    term: `--${name}${option.placeholder ? ` <${option.placeholder}>` : ''}`,
    about: `${option.about}${option.isRequired ? ' (required)' : ''}`,
  }));
  const width = Math.max(0, ...rows.map(({ term }) => term.length));
  const options = rows.map(({ term, about }) => `  ${term.padEnd(width)}  ${about}`);
  return [
    `Usage: ${usageOf(command)}`,
    '',
    command.about,
    ...(options.length > 0 ? ['', 'Options:', ...options] : []),
    '',
  ].join('\n');
}

function usageOf(command: Command): string {
  const words = command.takes ?? [];
  const taken = words.map((word, at) =>
    command.repeatsLast && at === words.length - 1 ? `<${word}>…` : `<${word}>`,
  );
  const options = Object.entries(command.options ?? {}).map(([name, { placeholder, isRequired }]) => {
    const option = `--${name}${placeholder ? ` <${placeholder}>` : ''}`;
    return isRequired ? option : `[${option}]`;
  });
  return [program, command.name, ...taken, ...options].join(' ');
}
