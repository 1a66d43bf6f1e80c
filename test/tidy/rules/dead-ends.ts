import { posix } from 'node:path';
import type { Rule } from '../project.ts';

/** Folders that hold one file on purpose. */
const lonely: Readonly<Record<string, string>> = {
  'src/platform/text/messages': 'one file for each language',
  'src/paying/providers': 'the port, which no provider owns',
};

export const foldersHaveCompany: Rule = {
  name: 'A folder of the house holds more than one file',
  check: ({ tree }) => {
    const folders = new Map<string, string[]>();
    for (const path of tree.paths.filter((path) => path.startsWith('src/'))) {
      for (let folder = posix.dirname(path); folder !== 'src'; folder = posix.dirname(folder))
        folders.set(folder, [...(folders.get(folder) ?? []), path]);
    }
    return [...folders]
      .filter(([folder, files]) => files.length === 1 && !lonely[folder] && !folder.endsWith('/testing'))
      .map(([folder, [path = folder]]) => ({
        path,
        line: 1,
        problem: `is all that ${folder} holds.`,
        wayOut: 'move it one folder up.',
      }));
  },
};
