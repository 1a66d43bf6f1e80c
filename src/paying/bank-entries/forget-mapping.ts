import { actedBy, recordAudit } from '#platform/audit/record-audit.ts';
import type { Context } from '#platform/context.ts';
import type { StatementMappingAnswer } from '#platform/contract/bank-entries.ts';
import { notFound } from '#platform/contract/errors.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { formatInstant } from '#platform/kit/time.ts';
import { deleteMapping, listMappings } from './statement-store.ts';

/** What was said of files that do not tell it themselves, the newest first. */
export async function findMappings(
  { database }: Context,
  { organizationId }: SessionCaller,
): Promise<{ readonly results: StatementMappingAnswer[] }> {
  const found = await listMappings(database.handle, organizationId);
  return {
    results: found.map(({ headerHash, names, isTable, encoding, updatedAt }) => ({
      id: headerHash.toString('hex'),
      of: isTable ? 'table' : 'account',
      names: [...(names ?? [])],
      encoding,
      updated_at: formatInstant(updatedAt),
    })),
  };
}

/** Forgets it: the next such file asks again. Entries that were read with it stay. @throws 404 */
export async function forgetMapping(
  { database, clock }: Context,
  caller: SessionCaller,
  id: string,
): Promise<void> {
  if (!/^[0-9a-f]{2,128}$/.test(id)) throw notFound('mapping');
  await database.transaction(async (tx) => {
    const names = await deleteMapping(tx, caller.organizationId, Buffer.from(id, 'hex'));
    if (!names) throw notFound('mapping');
    await recordAudit(
      tx,
      {
        ...actedBy(caller),
        action: 'bank_statement.mapping_forgotten',
        details: { names: names.join(', ') },
      },
      clock.now(),
    );
  });
}
