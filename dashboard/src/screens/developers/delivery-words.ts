import type { DeliveryAnswer, DeliveryAttempt } from '../../../../src/platform/contract/webhooks.ts';

/** `502`, or `no answer`. */
export function answerOf({ status }: Pick<DeliveryAttempt, 'status'>): string {
  return status === null ? 'no answer' : String(status);
}

/** `4 of 14` while it is tried, `2` afterwards. */
export function triesInWords({ attempts, planned_attempts: planned }: DeliveryAnswer): string {
  return planned.length > 0 && attempts.length > 0
    ? `${attempts.length} of ${attempts.length + planned.length}`
    : String(attempts.length);
}

/** `31 ms`, `10.0 s`. */
export function durationInWords(durationMs: number): string {
  return durationMs < 1_000 ? `${durationMs} ms` : `${(durationMs / 1_000).toFixed(1)} s`;
}

const soonMs = 15_000;

/** Whether something is likely to change within moments. */
export function isMoving({ status, next_attempt_at: next }: DeliveryAnswer, now = new Date()): boolean {
  return status === 'pending' && next !== null && Date.parse(next) - now.getTime() < soonMs;
}

/** The same request for a terminal. */
export function asCurl({ request }: DeliveryAnswer): string | undefined {
  if (!request || request.is_cut) return undefined;
  const quote = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const headers = Object.entries(request.headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`);
  return [`curl -X POST ${quote(request.url)}`, ...headers, `--data-raw ${quote(request.body)}`].join(
    ' \\\n  ',
  );
}

/** The first line, the headers and the body, as they went over the line. */
export function messageOf(
  firstLine: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [firstLine, ...lines, '', body].join('\n').trimEnd();
}
