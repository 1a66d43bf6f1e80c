import pg from 'pg';
import { bookkeepingTable } from '../migrate.ts';
import type { SequenceState, Table } from './copy-source.ts';
import { inDependencyOrder } from './dependency-order.ts';

/*
 * What there is to copy is asked of the database itself, never of a list that somebody would have to keep: a table that
 * a new migration makes is in the next backup. Tables of extensions are theirs.
 */
const ours = (kinds: string) => `
  relation.relnamespace = current_schema()::regnamespace and relation.relkind in (${kinds}) and not relation.relispartition
  and not exists (
    select from pg_depend where classid = 'pg_class'::regclass and objid = relation.oid and deptype = 'e'
  )`;

const selectTables = `
  select relation.relname::text as name,
    array_agg(attribute.attname::text order by attribute.attnum) filter (where attribute.attgenerated = '') as columns
  from pg_class relation
    join pg_attribute attribute on attribute.attrelid = relation.oid and attribute.attnum > 0 and not attribute.attisdropped
  where ${ours(`'r', 'p'`)} and relation.relname <> '${bookkeepingTable}'
  group by relation.relname`;

const selectReferences = `
  select distinct relation.relname::text as "from", target.relname::text as "to"
  from pg_constraint
    join pg_class relation on relation.oid = pg_constraint.conrelid
    join pg_class target on target.oid = pg_constraint.confrelid
  where pg_constraint.contype = 'f' and ${ours(`'r', 'p'`)}`;

// Identity columns and the older `serial` ones; a sequence that belongs to no table would be nobody's to keep.
const selectSequences = `
  select relation.relname::text as name, target.relname::text as table
  from pg_class relation
    join pg_depend owned on owned.classid = 'pg_class'::regclass and owned.objid = relation.oid
      and owned.refclassid = 'pg_class'::regclass and owned.deptype in ('a', 'i')
    join pg_class target on target.oid = owned.refobjid
  where ${ours(`'S'`)} order by name`;

/** Every table of the schema in which unqualified names are looked up, each after those it refers to. */
export async function readTables(client: pg.Client): Promise<Table[]> {
  const { rows: tables } = await client.query<Table>(selectTables);
  const { rows: references } = await client.query<{ from: string; to: string }>(selectReferences);
  return inDependencyOrder(tables, references);
}

/**
 * The numbers that the sequences give next. They stand outside of any snapshot: read within one, they are at least
 * those that follow from its rows, so numbers that go on from here are never given twice.
 */
export async function readSequences(client: pg.Client): Promise<SequenceState[]> {
  const { rows: owned } = await client.query<{ name: string; table: string }>(selectSequences);
  const states: SequenceState[] = [];
  for (const { name, table } of owned) {
    const sequence = pg.escapeIdentifier(name);
    const { rows } = await client.query<{ next: string }>(
      `select (case when is_called then last_value + seqincrement else last_value end)::text as next
      from ${sequence}, pg_sequence where seqrelid = $1::regclass`,
      [sequence],
    );
    states.push({ name, table, next: rows[0]?.next as string });
  }
  return states;
}
