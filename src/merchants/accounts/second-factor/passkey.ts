import type { Config } from '#platform/config/config.ts';
import type { PasskeyAnswer } from '#platform/contract/second-factor.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatInstant } from '#platform/kit/time.ts';

/** A key pair on a person's device or in their password manager, of which we have the public half. */
export type Passkey = {
  readonly id: string;
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
};

export const mostPasskeys = 20;

/** Passkeys belong to the host of PUBLIC_URL alone, and are taken from pages of that address only. */
export function relyingParty({ publicUrl, platformName }: Pick<Config, 'publicUrl' | 'platformName'>) {
  const { hostname, origin } = new URL(publicUrl);
  return { id: hostname, name: platformName, origin };
}

export function showPasskey({ id, name, createdAt, lastUsedAt }: Passkey): PasskeyAnswer {
  return {
    id: formatId('pk', id),
    name,
    created_at: formatInstant(createdAt),
    last_used_at: lastUsedAt && formatInstant(lastUsedAt),
  };
}
