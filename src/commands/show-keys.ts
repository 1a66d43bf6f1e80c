import { readInstanceKeys } from '#commands/backup/instance-keys.ts';
import type { Command } from '#commands/command-line/command.ts';
import { findKeyNeeds, inWords } from '#reporting/encryption/find-key-needs.ts';

export const showKeys: Command = {
  name: 'keys',
  about:
    'Shows which encryption keys the stored secrets need, and which former key can be removed. Changes nothing.',
  run: async (house, { say }) => {
    const known = readInstanceKeys(house).encryptionKeys.map(({ id }) => id);
    const needs = await findKeyNeeds(house.context.database.handle);
    known.forEach((id, index) => {
      const need = needs.find(({ keyId }) => keyId === id);
      const unneeded =
        index === 0 ? 'nothing is encrypted with it yet' : 'nothing needs it any more; it can be removed';
      say(`${id}  ${index === 0 ? 'current' : 'former'}  ${need ? inWords(need) : unneeded}`);
    });
    for (const need of needs) {
      if (!known.includes(need.keyId)) say(`${need.keyId}  not configured  cannot be read: ${inWords(need)}`);
    }
  },
};
