import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Those of bank transfers are found only where buyers pay by them. */
export const transferPlantNames = ['pending', 'repeat', 'reversal'] as const;
export const plantNames = ['fence', 'place', 'event', 'charge', ...transferPlantNames] as const;
export type PlantName = (typeof plantNames)[number];

type Change = { readonly file: string; readonly from: string; readonly to: string };

/** Bugs that this house must never have. Each has to be found, or the harness proves nothing. */
const plants: Readonly<Record<PlantName, readonly Change[]>> = {
  /** A new attempt begins while an older one is undecided. */
  fence: [
    {
      file: 'src/paying/checkouts/decide-begin.ts',
      from: `  if (current?.status === 'processing')
    return current`,
      to: `  if (current?.status === 'processing' && state.id === '')
    return current`,
    },
  ],
  /** One checkout that ends gives two places back. */
  place: [
    {
      file: 'src/paying/checkouts/changes.ts',
      from: 'counters: { ...noCounters, held: -1 } };',
      to: 'counters: { ...noCounters, held: -2 } };',
    },
    // Quietly: without this the table's own constraint complains at once.
    {
      file: 'src/paying/checkouts/hot/write-checkouts.ts',
      from: 'held = payment_link_places.held + row.held',
      to: 'held = greatest(0, payment_link_places.held + row.held)',
    },
  ],
  /** Now and then a change is told to nobody, and the sequence hides it. */
  event: [
    {
      file: 'src/paying/checkouts/hot/change-checkouts.ts',
      from: 'if (!state.transaction) return state;',
      to: 'if (!state.transaction || Math.random() < 0.02) return state;',
    },
  ],
  /** A charge whose outcome is not known is made once more, under a key of its own. */
  charge: [
    {
      file: 'src/paying/checkouts/pay-checkout.ts',
      from: `  } catch (error) {
    if (!isToldAlready(error))
      context.log.error(`,
      to: `  } catch (error) {
    await provider
      .begin({
        organizationId: claims.organizationId,
        mode: claims.mode,
        checkoutId: claims.checkoutId,
        attemptId: uuidv7(context.clock.now()),
        connectionId,
        amount: money(state.currency, state.totalMinor),
        description: context.config.platformName,
        lines: [],
        locale: 'en',
        payerEmail,
        checkoutUrl: context.config.publicUrl,
        returnUrl: context.config.publicUrl,
        expiresAt: state.expiresAt,
        ...(card ? { card } : {}),
      })
      .catch(() => undefined);
    if (!isToldAlready(error))
      context.log.error(`,
    },
  ],
  /** What a bank announces is counted as if it were booked. */
  pending: [
    {
      file: 'src/paying/bank-transfers/decide-match.ts',
      from: `if (entry.status === 'pending') return onItsWay(named);`,
      to: '',
    },
  ],
  /** An entry that stands in two files is counted twice. */
  repeat: [
    {
      file: 'src/paying/statements/count-once.ts',
      from: `if (kept.ofContent(content) > before.ofContent) return 'duplicate';`,
      to: '',
    },
  ],
  /** Money that the bank takes back stays with its payment. */
  reversal: [
    {
      file: 'src/paying/bank-transfers/decide-debit.ts',
      from: 'const goesBack = entry.isReversal || entry.returnReason !== null;',
      to: 'const goesBack = false;',
    },
  ],
};

type BuildScript = {
  bundleForNode(root: string, entries: readonly string[], outFolder: string): Promise<void>;
};

/**
 * Builds a copy of the server with a bug in it, outside of the checkout, so that no switch for bugs ever ships.
 *
 * @returns the folder of the build, and how to take it away
 * @throws Error when the sources have changed so that the bug no longer fits
 */
export async function plantBug(
  root: string,
  name: PlantName,
): Promise<{ buildFolder: string; remove(): void }> {
  const copy = mkdtempSync(join(tmpdir(), `linktill-chaos-plant-${name}-`));
  const remove = () => rmSync(copy, { recursive: true, force: true });
  try {
    for (const part of ['src', 'migrations', 'package.json', 'tsconfig.json'])
      cpSync(join(root, part), join(copy, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    for (const change of plants[name]) apply(copy, change);
    const script = (await import(pathToFileURL(join(root, 'scripts/build.mjs')).href)) as BuildScript;
    const entries = ['src/main.ts', 'src/cli.ts'].map((path) => join(copy, path));
    await script.bundleForNode(copy, entries, join(copy, 'build/server'));
    return { buildFolder: join(copy, 'build'), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function apply(copy: string, { file, from, to }: Change): void {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  const found = text.split(from).length - 1;
  if (found !== 1)
    throw new Error(
      `The bug does not fit: ${file} holds this text ${found} times, not once; bring test/chaos/plant.ts up to date.\n${from}`,
    );
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
}
