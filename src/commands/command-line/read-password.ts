import { randomBytes } from 'node:crypto';
import type { CommandInput, Option } from './command.ts';
import { readPassword } from './read-options.ts';

/** Not as an option's value: the list of processes and the shell's history show those. */
export const passwordOption = {
  'password-stdin': { about: 'Take the password from the first line of standard input' },
} satisfies Record<string, Option>;

/** The password from standard input or, without the switch, one that nobody knows. */
export async function readOrInventPassword(
  input: Pick<CommandInput, 'switches' | 'readLine'>,
): Promise<{ text: string; isInvented: boolean }> {
  if (!input.switches.has('password-stdin'))
    return { text: randomBytes(24).toString('base64url'), isInvented: true };
  return { text: readPassword(await input.readLine()), isInvented: false };
}
