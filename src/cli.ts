import { runCommandLine } from '#commands/command-line/run-command-line.ts';
import { commands } from '#commands/commands.ts';

process.exitCode = await runCommandLine(commands, process.argv.slice(2));
