import type { ApiKeyAnswer } from '../../../../../src/platform/contract/api-keys.ts';

const minuteMs = 60_000;

export type Grace = {
  /** From 0 to 1. */
  readonly left: number;
  /** `3 h 26 min of 24 h left`. */
  readonly words: string;
  readonly ends: Date;
};

/** What is left of the time that a rotated key goes on working, which began when the next key of its mode was made. */
export function graceOf(key: ApiKeyAnswer, keys: readonly ApiKeyAnswer[], now: Date): Grace | undefined {
  if (key.status !== 'rotated' || !key.expires_at) return undefined;
  const ends = new Date(key.expires_at);
  const leftMs = Math.max(0, ends.getTime() - now.getTime());
  const next = keys
    .filter(({ mode, created_at: at }) => mode === key.mode && at > key.created_at)
    .reduce<ApiKeyAnswer | undefined>(
      (first, each) => (first && first.created_at < each.created_at ? first : each),
      undefined,
    );
  const wholeMs = Math.max(leftMs, ends.getTime() - new Date(next?.created_at ?? now).getTime(), 1);
  return { left: leftMs / wholeMs, words: `${inSpan(leftMs)} of ${inSpan(wholeMs)} left`, ends };
}

/** `3 h 26 min`, `24 h`, `5 min`. */
function inSpan(milliseconds: number): string {
  const minutes = Math.max(1, Math.round(milliseconds / minuteMs));
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${minutes} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
