/** What is left of one attempt to deliver an event. */
export type AttemptRecord = {
  /** RFC 3339. */
  readonly at: string;
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
  readonly error: string | null;
  readonly duration_ms: number;
};

export type DeliveryStatus = 'pending' | 'delivered' | 'failed' | 'canceled';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Pauses after the first, second, … attempt; later ones take the last. */
export const pausesMs = [
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
];
/** For how long a delivery is tried. */
export const overMs = 72 * hour;
const jitter = 0.2;

/** How often a delivery is tried: as many times as the pauses, without jitter, fit into three days. */
export const maximumAttempts = countAttempts();

/**
 * When to try again after `attempts` failures, jittered by ±20 % so that a receiver that comes back is not met by
 * all at once; `undefined` when that was the last time.
 *
 * @param random from 0 to 1
 */
export function pauseAfter(attempts: number, random: number): number | undefined {
  if (attempts >= maximumAttempts) return undefined;
  return Math.round(nominalPause(attempts) * (1 - jitter + 2 * jitter * random));
}

/**
 * When a delivery is tried while nothing succeeds: next at `dueAt`, and then after the pauses without their jitter.
 *
 * @param attempts how many were made
 */
export function plannedAttempts(attempts: number, dueAt: Date): Date[] {
  const planned = [dueAt];
  let atMs = dueAt.getTime();
  for (let made = attempts + 1; made < maximumAttempts; made++) {
    atMs += nominalPause(made);
    planned.push(new Date(atMs));
  }
  return planned;
}

function nominalPause(attempts: number): number {
  return pausesMs[attempts - 1] ?? (pausesMs.at(-1) as number);
}

function countAttempts(): number {
  let attempts = 1;
  for (let sum = nominalPause(1); sum <= overMs; sum += nominalPause(attempts)) attempts += 1;
  return attempts;
}

export type Verdict =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'retry'; readonly error: string }
  | { readonly kind: 'gone'; readonly error: string }
  | { readonly kind: 'unwanted'; readonly error: string };

/** What an answer of the receiver means. */
export function judgeStatus(status: number): Verdict {
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  if (status === 410) {
    return { kind: 'gone', error: 'The receiver answered 410 (gone), so the endpoint was disabled.' };
  }
  if (status >= 300 && status < 400) {
    return {
      kind: 'retry',
      error: `The receiver answered ${status}; redirects are not followed. Set the address that it leads to.`,
    };
  }
  return { kind: 'retry', error: `The receiver answered ${status}; any 2xx is success.` };
}
