import { isDeepStrictEqual } from 'node:util';
import type { Contract } from './route.ts';

/** Whether a body names fields that its contract does not take, and may have been read before. */
export function namesOthers(contract: Contract, body: unknown): body is Record<string, unknown> {
  return isObject(body) && Object.keys(body).some((name) => !takes(contract, name));
}

/**
 * A body without the fields that it cannot change and that stand in it as they are shown: whoever reads, changes one field
 * and sends everything back is understood. What differs stays, to be refused.
 *
 * @param shown what reading the same thing answers now
 */
export function withoutSentBack(
  contract: Contract,
  body: Readonly<Record<string, unknown>>,
  shown: unknown,
): Record<string, unknown> {
  const now = isObject(shown) ? (JSON.parse(JSON.stringify(shown)) as Record<string, unknown>) : {};
  return Object.fromEntries(
    Object.entries(body).filter(
      ([name, value]) =>
        takes(contract, name) || !Object.hasOwn(now, name) || !isDeepStrictEqual(value, now[name]),
    ),
  );
}

function takes({ body }: Contract, name: string): boolean {
  const { properties = {} } = (body ?? {}) as { properties?: object };
  return Object.hasOwn(properties, name);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
