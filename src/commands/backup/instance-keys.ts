import { CommandError, type House } from '#commands/command-line/command.ts';
import { formatSecretKeys } from '#platform/config/keys.ts';
import { loadSecrets, type Secrets, withStoredSecrets } from '#platform/config/secrets.ts';
import type { BackupKeys, KeyIds } from '#platform/db/copy/backup-file.ts';

/** The keys that this instance signs and encrypts with: of the environment, else of its data folder; none before a start. */
export function readInstanceKeys({ context, dataDir }: Pick<House, 'context' | 'dataDir'>): Secrets {
  const stored = dataDir === undefined ? undefined : readStored(dataDir);
  const { encryptionKeys, signingKeys } = stored ? withStoredSecrets(context.config, stored) : context.config;
  return { encryptionKeys, signingKeys };
}

/** The context of a command that reads or writes what is encrypted. */
export function withInstanceKeys(house: Pick<House, 'context' | 'dataDir'>): House['context'] {
  const { encryptionKeys } = readInstanceKeys(house);
  return { ...house.context, config: { ...house.context.config, encryptionKeys } };
}

export function keyIdsOf({ encryptionKeys, signingKeys }: Secrets): KeyIds {
  return { encryption: encryptionKeys.map(({ id }) => id), signing: signingKeys.map(({ id }) => id) };
}

export function writeKeys({ encryptionKeys, signingKeys }: Secrets): BackupKeys {
  return { ENCRYPTION_KEY: formatSecretKeys(encryptionKeys), SIGNING_KEY: formatSecretKeys(signingKeys) };
}

function readStored(dataDir: string): Secrets | undefined {
  try {
    return loadSecrets(dataDir);
  } catch (error) {
    throw new CommandError((error as Error).message, { cause: error });
  }
}
