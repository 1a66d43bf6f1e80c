import { createHash, randomBytes } from 'node:crypto';
import type { ApiKeyAnswer } from '#platform/contract/api-keys.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { Scope } from '#platform/http/route.ts';
import { formatId } from '#platform/kit/ids.ts';
import { formatInstant } from '#platform/kit/time.ts';

export type ApiKey = {
  readonly id: string;
  readonly organizationId: string;
  readonly mode: Mode;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly Scope[];
  readonly status: 'active' | 'rotated' | 'revoked';
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly createdBy: string;
  readonly createdAt: Date;
};

const prefixLength = 6;

/** A fresh key of 256 random bits. Its mode stands in front, so that nobody pastes the wrong one unseen. */
export function newRawKey(mode: Mode): { rawKey: string; prefix: string } {
  const secret = randomBytes(32).toString('base64url');
  return { rawKey: `lt_${mode}_${secret}`, prefix: `lt_${mode}_${secret.slice(0, prefixLength)}` };
}

const rawKeyPattern = /^lt_(?:sandbox|live)_[A-Za-z0-9_-]{43}$/;

export function isRawKey(text: string): boolean {
  return rawKeyPattern.test(text);
}

/** What is stored of a key. Random secrets need no slow hash: there is nothing to guess. */
export function keyHash(rawKey: string): Buffer {
  return createHash('sha256').update(rawKey).digest();
}

export function showApiKey(key: ApiKey, now: Date): ApiKeyAnswer {
  const isOver = key.status === 'rotated' && key.expiresAt !== null && key.expiresAt <= now;
  return {
    id: formatId('key', key.id),
    mode: key.mode,
    name: key.name,
    prefix: key.prefix,
    scopes: [...key.scopes],
    status: isOver ? 'expired' : key.status,
    expires_at: key.expiresAt && formatInstant(key.expiresAt),
    last_used_at: key.lastUsedAt && formatInstant(key.lastUsedAt),
    created_by: formatId('usr', key.createdBy),
    created_at: formatInstant(key.createdAt),
  };
}
