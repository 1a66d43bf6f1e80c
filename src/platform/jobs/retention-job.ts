import { setTimeout } from 'node:timers/promises';
import type { Context } from '#platform/context.ts';
import type { RetentionRule, Swept } from '#platform/db/retention.ts';
import type { Job } from './loop.ts';

const hourMs = 3_600_000;
/** Rows of one step, so that none holds a lock for long. */
export const rowsAtOnce = 1_000;
/** Between steps, so that buyers find the database idle. */
const pauseMs = 50;
const shortPauseMs = 5;

/**
 * Keeps the rules of retention, once an hour, one after the other in small steps. It may stop anywhere: what is due is
 * found by the rows themselves, by whichever instance looks for it next. At the end of a round one line tells what
 * each rule removed.
 */
export function retentionJob<C extends Context>(rules: readonly RetentionRule<C>[]): Job<C> {
  const kept = rules.filter((rule) => rule.sweep !== undefined);
  let next = 0;
  let removed: Record<string, number> = {};
  return {
    name: 'retention',
    pollIntervalMs: hourMs,
    runDue: async (context) => {
      for (let rule = kept[next]; rule; rule = kept[next]) {
        const { rows, isDone } = await sweep(context, rule);
        if (isDone) next += 1;
        if (rows > 0) removed[nameOf(rule)] = (removed[nameOf(rule)] ?? 0) + rows;
        if (rows === 0 && isDone) continue;
        await setTimeout(rows > 0 ? pauseMs : shortPauseMs);
        // A step that found nothing is a step as well: between two of them the process may be asked to stop.
        return Math.max(rows, 1);
      }
      context.log.info({ removed }, 'retention looked through every table');
      next = 0;
      removed = {};
      return 0;
    },
  };
}

/** A rule that fails holds up no other; it is tried again in the next round. */
async function sweep<C extends Context>(context: C, rule: RetentionRule<C>): Promise<Swept> {
  try {
    return (await rule.sweep?.(context, rowsAtOnce)) ?? { rows: 0, isDone: true };
  } catch (error) {
    context.log.error({ err: error, rule: nameOf(rule) }, 'a rule of retention failed');
    return { rows: 0, isDone: true };
  }
}

function nameOf({ table, rows }: RetentionRule<never>): string {
  return rows === undefined ? table : `${table}: ${rows}`;
}
