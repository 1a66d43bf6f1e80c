import type { ConfigProblem } from './config-error.ts';

/** How to read one variable. `must` completes the sentence "PORT is "x" but must …". */
export type Rule<Value> = {
  /** `undefined` when the text breaks the rule. */
  readonly parse: (text: string) => Value | undefined;
  readonly must: string;
  readonly example: string;
  /** A wrong value of a secret is not repeated in the message. */
  readonly isSecret?: boolean;
};

/** Reads variables by rules and collects what is wrong instead of stopping at the first mistake. */
export function createReader(env: Record<string, string | undefined>) {
  const problems: ConfigProblem[] = [];

  function optional<Value>(variable: string, rule: Rule<Value>): Value | undefined {
    const text = env[variable]?.trim();
    // `PORT=` in a file of settings means "not set".
    if (text === undefined || text === '') return undefined;
    const value = rule.parse(text);
    if (value === undefined) {
      const start = rule.isSecret ? 'must' : `is ${JSON.stringify(text)} but must`;
      problems.push({ variable, message: `${start} ${rule.must}.`, example: `${variable}=${rule.example}` });
    }
    return value;
  }

  function withDefault<Value>(variable: string, fallback: Value, rule: Rule<Value>): Value {
    return optional(variable, rule) ?? fallback;
  }

  return { optional, withDefault, problems };
}
