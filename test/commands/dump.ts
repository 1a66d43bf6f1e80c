import type { BundledConnection } from '#platform/db/bundled/connection.ts';
import { withClient } from './house.ts';

/** All that a database holds, each row as the text that PostgreSQL writes for it. */
export type Dump = Readonly<Record<string, readonly string[]>>;

/** Every row of every table, read by SQL of its own rather than by what is tested. */
export async function dumpRows(connection: BundledConnection): Promise<Dump> {
  return withClient(connection, async (client) => {
    await client.query(`set timezone = 'UTC'; set bytea_output = 'hex'`);
    const { rows: tables } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
    );
    const dump: Record<string, readonly string[]> = {};
    for (const { name } of tables) {
      // When a migration was applied is told of this database, not of the one that was copied.
      const columns = name === 'schema_migrations' ? "(to_jsonb(t) - 'applied_at')" : 't';
      const { rows } = await client.query<{ row: string }>(
        `select ${columns}::text as row from "${name}" t order by ${columns}::text collate "C"`,
      );
      dump[name] = rows.map(({ row }) => row);
    }
    return dump;
  });
}

/** The schema itself: columns, indexes, constraints, and the next number of each sequence. */
export async function dumpSchema(connection: BundledConnection): Promise<Dump> {
  const questions = {
    columns: `select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '')
        || ' ' || is_identity || ' ' || is_generated as row
      from information_schema.columns where table_schema = 'public'`,
    indexes: `select indexdef as row from pg_indexes where schemaname = 'public'`,
    constraints: `select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as row from pg_constraint
      where connamespace = 'public'::regnamespace`,
  };
  return withClient(connection, async (client) => {
    const dump: Record<string, readonly string[]> = {};
    for (const [name, question] of Object.entries(questions)) {
      const { rows } = await client.query<{ row: string }>(`${question} order by 1`);
      dump[name] = rows.map(({ row }) => row);
    }
    const { rows: sequences } = await client.query<{ name: string }>(
      'select sequencename as name from pg_sequences order by 1',
    );
    dump.sequences = [];
    for (const { name } of sequences) {
      const { rows } = await client.query<{ row: string }>(
        `select '${name} ' || (last_value + case when is_called then seqincrement else 0 end) as row
        from "${name}", pg_sequence where seqrelid = '"${name}"'::regclass`,
      );
      dump.sequences = [...dump.sequences, ...rows.map(({ row }) => row)];
    }
    return dump;
  });
}
