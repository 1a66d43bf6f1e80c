import type { Mode } from '#platform/contract/common.ts';
import type { Caller } from './route.ts';

/** The mode that a request is about: a key has its own; a session says one, or means the one that stands for it. */
export function modeOf(caller: Caller, asked: Mode | undefined): Mode {
  return caller.kind === 'api-key' ? caller.mode : (asked ?? caller.defaultMode);
}
