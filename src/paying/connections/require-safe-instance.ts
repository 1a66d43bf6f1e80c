import type { Config } from '#platform/config/config.ts';
import { ConfigError } from '#platform/config/config-error.ts';
import { findUnsafeSettings } from '#platform/config/safety.ts';
import { problem } from '#platform/contract/errors.ts';
import type { Handle } from '#platform/db/database.ts';
import { selectIsLive } from './store.ts';

/**
 * Real money is taken only by an instance that could be on the internet: by the rule that start-up keeps.
 *
 * @throws 409 `instance_unsafe`, listing every setting that has to change
 */
export function requireSafeInstance(config: Config): void {
  const unsafe = findUnsafeSettings(config);
  if (unsafe.length === 0) return;
  const list = unsafe.map(({ variable, message }) => `${variable} ${message}`).join(' ');
  throw problem('instance_unsafe', {
    detail: `This installation is not set up for real money; whoever runs it has to change its settings. ${list} Nothing was connected.`,
    errors: unsafe.map(({ variable, message }) => ({
      field: variable,
      code: 'instance_unsafe',
      message: `${variable} ${message}`,
    })),
  });
}

/**
 * The same at the start of a server: with a live provider connected it does not begin with unsafe settings.
 *
 * @throws ConfigError, listing every setting that has to change
 */
export async function requireSafeStart(handle: Handle, config: Config): Promise<void> {
  const unsafe = findUnsafeSettings(config);
  if (unsafe.length === 0 || !(await selectIsLive(handle))) return;
  throw new ConfigError(unsafe, 'a live payment provider is connected');
}
