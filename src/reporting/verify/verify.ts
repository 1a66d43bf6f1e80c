import type { SecretKeys } from '#platform/config/keys.ts';
import type { Context } from '#platform/context.ts';
import { type Handle, liftTimeLimit } from '#platform/db/database.ts';
import { findKeyNeeds, inWords } from '#reporting/encryption/find-key-needs.ts';
import { checkFigures } from '#reporting/figures/check-figures.ts';
import { auditChecks } from './audit-checks.ts';
import { checkChains } from './check-chains.ts';
import { checks } from './checks.ts';
import { selectViolations, type Violation } from './store.ts';

export type Finding = { readonly check: string; readonly violations: readonly Violation[] };
export type Verification = { readonly checksDone: number; readonly findings: readonly Finding[] };

const listedPerCheck = 100;
const allChecks = [...checks, ...auditChecks];
const readable = 'Everything that is encrypted can be read with a configured key';
const chains = 'No entry of an audit log was changed, added or taken out';

/**
 * Proves what the program promises about money, places and who did what, from the stored rows alone: postings balance,
 * each payment is booked, totals match, uses match paid checkouts, nothing is untold, and what somebody asked for is in
 * an audit log that nobody touched. Reads one snapshot and changes nothing.
 *
 * @param encryptionKeys what the instance reads encrypted texts with; left out, nobody asks which keys those need
 * @param onCheck told the name of each check before it runs
 */
export async function verify(
  context: Context,
  onCheck: (name: string) => void = () => undefined,
  encryptionKeys?: SecretKeys,
): Promise<Verification> {
  const findings = await context.database.snapshot(async (tx) => {
    await liftTimeLimit(tx);
    const found: Finding[] = [];
    const note = (check: string, violations: readonly Violation[]) => {
      if (violations.length > 0) found.push({ check, violations });
    };
    for (const { name, text } of allChecks) {
      onCheck(name);
      note(name, await selectViolations(tx, text, listedPerCheck));
    }
    onCheck(chains);
    note(chains, await checkChains(tx, listedPerCheck));
    if (encryptionKeys) {
      onCheck(readable);
      note(readable, await checkKeys(tx, encryptionKeys));
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
  return { checksDone: allChecks.length + (encryptionKeys ? 3 : 2), findings: all };
}

async function checkKeys(tx: Handle, keys: SecretKeys): Promise<Violation[]> {
  const needs = await findKeyNeeds(tx);
  return needs
    .filter(({ keyId }) => !keys.some(({ id }) => id === keyId))
    .map((need) => ({
      subject: `encryption key "${need.keyId}"`,
      found: `it is not configured and needed for ${inWords(need)}`,
    }));
}
