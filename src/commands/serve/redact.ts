/** Names of what never belongs into a log, in lower case without hyphens and underscores. */
const secretNames =
  /(?:authorization|cookie|apikey|rawkey|secret|password|passwordhash|token|privatekey|signature|cvc|cvv)$|^(?:number|cardnumber|pan|exp(?:month|year)|body)$/;

const cardNumber = /\b(?:\d[ -]?){12,18}\d\b/g;
const deepest = 5;

export const redacted = '[redacted]';

/**
 * The fields of a log line without what is secret, by name, at any depth. pino's own redaction with wildcards
 * costs more than the rest of a line together (38 against 6 microseconds).
 */
export function redactFields(fields: Record<string, unknown>): Record<string, unknown> {
  return redactObject(fields, 0);
}

/** What a log shows of an error: no fields of drivers and libraries, which repeat the rows and bodies at fault. */
function showError(error: Error, depth: number): unknown {
  const { code, cause } = error as Error & { code?: unknown };
  return {
    type: error.name,
    message: withoutCardNumbers(error.message),
    ...(code === undefined ? {} : { code: String(code) }),
    stack: withoutCardNumbers(error.stack ?? ''),
    ...(cause === undefined || depth >= deepest ? {} : { cause: redactValue(cause, depth + 1) }),
  };
}

function redactObject(fields: object, depth: number): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    shown[name] = isSecret(name) ? redacted : redactValue(value, depth + 1);
  }
  return shown;
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return showError(value, depth);
  if (value instanceof Date) return value;
  if (depth >= deepest) return '[too deep]';
  if (Array.isArray(value)) return value.map((entry) => redactValue(entry, depth + 1));
  return redactObject(value, depth);
}

const verdicts = new Map<string, boolean>();

/** The names in log lines are few, so each is judged once. */
function isSecret(name: string): boolean {
  let verdict = verdicts.get(name);
  if (verdict === undefined) {
    verdict = secretNames.test(name.toLowerCase().replaceAll(/[-_]/g, ''));
    if (verdicts.size < 1_000) verdicts.set(name, verdict);
  }
  return verdict;
}

function withoutCardNumbers(text: string): string {
  return text.replaceAll(cardNumber, redacted);
}
