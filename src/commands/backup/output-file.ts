import { randomBytes } from 'node:crypto';
import { closeSync, createWriteStream, fsyncSync, lstatSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { CommandError } from '#commands/command-line/command.ts';

/**
 * Writes a file that is there whole or not at all: under another name first, on the disk before it gets its own, and
 * readable by its owner only.
 *
 * @returns its size in bytes
 * @throws CommandError when it is there already and may not be replaced, or cannot be written
 */
export async function writeWholeFile(
  path: string,
  { mayReplace }: { mayReplace: boolean },
  write: (output: Writable) => Promise<void>,
): Promise<number> {
  refuseExisting(path, mayReplace);
  const draft = `${path}.unfinished-${randomBytes(4).toString('hex')}`;
  const discard = () => rmSync(draft, { force: true });
  process.once('exit', discard);
  let output: Writable | undefined;
  try {
    output = createWriteStream(draft, { fd: openSync(draft, 'wx', 0o600), flush: true });
    await write(output);
    refuseExisting(path, mayReplace);
    renameSync(draft, path);
    syncFolder(dirname(path));
    return lstatSync(path).size;
  } catch (error) {
    throw explainFileFailure(error, path) ?? error;
  } finally {
    output?.destroy();
    discard();
    process.removeListener('exit', discard);
  }
}

/** The sentence for a file that cannot be used; undefined for an error that is not about a file. */
export function explainFileFailure(error: unknown, path: string): CommandError | undefined {
  const { code } = error as { code?: string };
  const reason = code === undefined ? undefined : reasons[code];
  if (reason === undefined) return undefined;
  return new CommandError(`${path} cannot be used: ${reason} (${code}).`, { cause: error });
}

function refuseExisting(path: string, mayReplace: boolean): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) return;
  if (!found.isFile()) throw new CommandError(`${path} is no ordinary file: name one.`);
  if (mayReplace) return;
  throw new CommandError(`${path} is there already: take another name, or give --force to replace it.`);
}

/** The new name must survive a power cut as well as the content. */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder; check the spelling',
  ENOTDIR: 'a part of its path is no folder; check the spelling',
  EISDIR: 'it is a folder; name a file',
  EACCES: 'this user may not; run the command as another user, or take another folder',
  EPERM: 'this user may not; run the command as another user, or take another folder',
  EROFS: 'its disk can only be read; take another folder',
  ENOSPC: 'its disk is full; make room, or take another disk',
  EDQUOT: 'your share of its disk is full; make room, or take another disk',
  EIO: 'its disk fails; take another disk',
  EPIPE: 'whoever read it went away; look what that program said',
};
