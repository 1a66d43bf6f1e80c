import type { Context } from '#platform/context.ts';
import { liftTimeLimit } from '#platform/db/database.ts';
import { checkFigures } from '#reporting/figures/check-figures.ts';
import { checks } from './checks.ts';
import { selectViolations, type Violation } from './store.ts';

export type Finding = { readonly check: string; readonly violations: readonly Violation[] };
export type Verification = { readonly checksDone: number; readonly findings: readonly Finding[] };

const listedPerCheck = 100;

/**
 * Proves what the program promises about money and places, from the stored rows alone: postings balance, each payment
 * is booked, totals match, uses match paid checkouts, nothing is untold. Reads one snapshot and changes nothing.
 *
 * @param onCheck told the name of each check before it runs
 */
export async function verify(
  context: Context,
  onCheck: (name: string) => void = () => undefined,
): Promise<Verification> {
  const findings = await context.database.snapshot(async (tx) => {
    await liftTimeLimit(tx);
    const found: Finding[] = [];
    for (const check of checks) {
      onCheck(check.name);
      const violations = await selectViolations(tx, check.text, listedPerCheck);
      if (violations.length > 0) found.push({ check: check.name, violations });
    }
    return found;
  });
  const figures = 'The kept sums of a day are those of its rows';
  onCheck(figures);
  const mistakes = await checkFigures(context);
  const all =
    mistakes.length > 0
      ? [
          ...findings,
          { check: figures, violations: mistakes.map((found) => ({ subject: 'figures', found })) },
        ]
      : findings;
  return { checksDone: checks.length + 1, findings: all };
}
