import { createHash } from 'node:crypto';
import type { NameOf } from './statement-dialect.ts';

// Each connection keeps the plan of each name. The usual filters of all pages come to a few dozen texts.
const mostNames = 128;

/**
 * Names for statements whose texts are put together, so that the database keeps their plans as it does for those that
 * have a name of their own. Once there are many, further texts get none and are planned each time: whoever asks in ever
 * other ways makes no server grow.
 */
export function createPlanNames(): NameOf {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= mostNames) return known;
    const name = `page_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
    names.set(text, name);
    return name;
  };
}
