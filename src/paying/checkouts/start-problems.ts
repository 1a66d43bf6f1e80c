import { problem } from '#platform/contract/errors.ts';
import type { Problem } from '#platform/kit/problem.ts';

/** Contention is never told as exhaustion: held places may come back. */
export function fullyHeldProblem(now: Date, releaseAt: Date | undefined): Problem {
  const waitSeconds = secondsUntil(releaseAt, now) ?? 30;
  return problem('link_fully_held', {
    detail: releaseAt
      ? 'Every remaining place is held by somebody who is paying. Nothing was charged; try again when one comes back.'
      : 'Every remaining place is being paid for right now. Nothing was charged; try again in half a minute.',
    headers: { 'retry-after': String(waitSeconds) },
    extra: { release_at: releaseAt ? releaseAt.toISOString() : null },
  });
}

/** Whoever kept places and did not pay is told when the next one is there for them, too. */
export function keptForOthersProblem(now: Date, releaseAt: Date | undefined): Problem {
  return problem('place_kept_for_others', {
    detail:
      'Places of this link were kept from your connection and not paid for, so others come first. Nothing was charged; try again at the time in release_at.',
    headers: { 'retry-after': String(secondsUntil(releaseAt, now) ?? 60) },
    extra: { release_at: releaseAt?.toISOString() ?? null },
  });
}

/** Whole seconds until then, one at least; undefined where there is no such time. */
function secondsUntil(time: Date | undefined, now: Date): number | undefined {
  return time && Math.max(1, Math.ceil((time.getTime() - now.getTime()) / 1000));
}
