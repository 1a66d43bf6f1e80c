import { createHash } from 'node:crypto';
import { problem } from '#platform/contract/errors.ts';
import { limitSubject } from '#platform/http/client-address.ts';
import type { Problem } from '#platform/kit/problem.ts';

/** So many in a time that begins with the first of them. */
type Quota = { readonly most: number; readonly windowSeconds: number };
/**
 * So long after the try before, by how many failed before this one; the last holds for all further ones. Without a try
 * for `forgottenAfterSeconds` it begins afresh.
 */
type Pauses = { readonly pausesSeconds: readonly number[]; readonly forgottenAfterSeconds: number };

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const quarter = 15 * minute;

const free = (count: number) => Array<number>(count).fill(0);
/** Five tries at once, then ever longer pauses. */
const guesses: Pauses = {
  pausesSeconds: [...free(5), 5, 15, 30, minute, 5 * minute, quarter],
  forgottenAfterSeconds: hour,
};

/**
 * What is allowed. Tries with a wrong password are counted for the account and the client's address together, so that
 * nobody elsewhere keeps its owner out; all strangers to an account together wait for each other; and an address may be
 * a whole office, so it gets more.
 */
export const limits = {
  'password-pair': guesses,
  'password-device': guesses,
  'password-session': guesses,
  'password-strangers': {
    pausesSeconds: [...free(20), 5, 10, 20, 30, minute, 2 * minute, 5 * minute, 10 * minute, quarter],
    forgottenAfterSeconds: day,
  },
  'password-address': { most: 100, windowSeconds: quarter },
  'reset-account': { most: 3, windowSeconds: quarter },
  'reset-address': { most: 30, windowSeconds: quarter },
  'token-address': { most: 60, windowSeconds: quarter },
  'signup-address': { most: 10, windowSeconds: hour },
  // On somebody's own machine there are no strangers, but scripts that try things out.
  'signup-address-at-home': { most: 2000, windowSeconds: hour },
  'signup-account': { most: 1, windowSeconds: day },
  'invitation-organization': { most: 60, windowSeconds: day },
  'invitation-person': { most: 60, windowSeconds: day },
  'invitation-address': { most: 200, windowSeconds: day },
  'invitation-organization-recipient': { most: 5, windowSeconds: day },
  // Over all organizations: one more is not refused, it is not mailed.
  'invitation-recipient': { most: 5, windowSeconds: day },
  // With a code or passkey, wherever it is asked for.
  'second-factor': { most: 10, windowSeconds: quarter },
  'second-factor-day': { most: 50, windowSeconds: day },
  // Of a person in an organization; what bounds guesses is the second, whatever the number of codes.
  'refund-code': { most: 30, windowSeconds: day },
  'refund-code-try': { most: 10, windowSeconds: day },
} as const satisfies Record<string, Quota | Pauses>;
export type BucketName = keyof typeof limits;

/** What tries are counted for, such as an account or an address. */
export type Bucket = { readonly bucket: BucketName; readonly subject: string };
export type Count = Bucket & {
  readonly count: number;
  /** Since the first of a quota, or since the last with pauses. */
  readonly ageSeconds: number;
};
export type NewCount = Bucket & { readonly count: number; readonly startsNow: boolean };

/** What people typed into a form is not ours to collect, so it is kept as a hash. */
function hashed(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function accountBucket(email: string, bucket: BucketName): Bucket {
  return { bucket, subject: hashed(email) };
}

/** An address together with the organization that writes to it. */
export function recipientBucket(organizationId: string, email: string): Bucket {
  return { bucket: 'invitation-organization-recipient', subject: `${organizationId}:${hashed(email)}` };
}

/** One IPv6 customer has a whole /64, so those count together. */
export function addressBucket(address: string, bucket: BucketName): Bucket {
  return { bucket, subject: limitSubject(address) };
}

export type PasswordTry = {
  readonly email: string;
  readonly address: string;
  /** How the account knows whoever tries: by a device of theirs, by their address, or not at all. */
  readonly known: { readonly device: string } | 'address' | undefined;
};

/** Where a try with a password counts. A known device counts alone, whoever else is at its address. */
export function passwordBuckets({ email, address, known }: PasswordTry): Bucket[] {
  if (typeof known === 'object') return [{ bucket: 'password-device', subject: hashed(known.device) }];
  const pair: Bucket = {
    bucket: 'password-pair',
    // The account first, so that all its pairs can be found.
    subject: `${hashed(email)}:${hashed(limitSubject(address))}`,
  };
  const here = [pair, addressBucket(address, 'password-address')];
  return known === 'address' ? here : [...here, accountBucket(email, 'password-strangers')];
}

/**
 * Lets one more through, or not: then nothing is counted, so that whoever asks again too early does not make it longer.
 *
 * @returns the counts from now on, or the problem, which tells when the last of the buckets opens
 */
export function decideTry(counts: readonly Count[]): { counts: NewCount[] } | { refusal: Problem } {
  const closed = counts.filter((count) => secondsToWait(count) > 0);
  if (closed.length === 0) return { counts: counts.map(countOneMore) };
  const seconds = Math.ceil(Math.max(...closed.map(secondsToWait)));
  const isPassword = closed.some(({ bucket }) => bucket.startsWith('password-'));
  const what = isPassword ? 'tries with a wrong password' : 'requests of this kind';
  return {
    refusal: problem('rate_limited', {
      detail: `There were too many ${what}; try again in ${inWords(seconds)}.`,
      headers: { 'retry-after': String(seconds) },
    }),
  };
}

function isOver({ bucket, ageSeconds }: Count): boolean {
  const limit: Quota | Pauses = limits[bucket];
  return ageSeconds >= ('most' in limit ? limit.windowSeconds : limit.forgottenAfterSeconds);
}

function secondsToWait(counted: Count): number {
  const limit: Quota | Pauses = limits[counted.bucket];
  if (isOver(counted)) return 0;
  // One that waited for the lock of another finds a time that is later than its own.
  const ageSeconds = Math.max(0, counted.ageSeconds);
  if ('most' in limit) return counted.count < limit.most ? 0 : limit.windowSeconds - ageSeconds;
  const pause = limit.pausesSeconds[counted.count] ?? limit.pausesSeconds.at(-1) ?? 0;
  return Math.max(0, pause - ageSeconds);
}

function countOneMore(counted: Count): NewCount {
  const { bucket, subject, count } = counted;
  const isFirst = isOver(counted) || count === 0;
  return {
    bucket,
    subject,
    count: isOver(counted) ? 1 : count + 1,
    startsNow: isFirst || 'pausesSeconds' in limits[bucket],
  };
}

function inWords(seconds: number): string {
  const [count, unit] =
    seconds < minute
      ? [seconds, 'second']
      : seconds < 2 * hour
        ? [Math.ceil(seconds / minute), 'minute']
        : [Math.ceil(seconds / hour), 'hour'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
