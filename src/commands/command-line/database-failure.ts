/**
 * The sentence for a database that cannot be used, with a way out; it never repeats the URL, which holds a password.
 *
 * @param which the database, as the subject of the sentence
 * @returns undefined for an error that says nothing about the database as a whole
 */
export function explainDatabaseFailure(
  error: unknown,
  which = 'The database in DATABASE_URL',
): string | undefined {
  const { code } = error as { code?: string };
  const reason = code === undefined ? undefined : reasons[code];
  return reason && `${which} cannot be used: ${reason} (${code}).`;
}

const unreachable = 'nothing answers there; check that PostgreSQL runs and that host and port are right';
const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: unreachable,
  ENOENT: unreachable,
  ETIMEDOUT: unreachable,
  EHOSTUNREACH: unreachable,
  ENOTFOUND: 'its host name is unknown; check the spelling',
  EAI_AGAIN: 'its host name cannot be looked up right now; check the name service',
  '28P01': 'it refuses the password; check user and password',
  '28000': 'it refuses this user; check the user and pg_hba.conf',
  '3D000': 'it has no database of that name; create it, or correct the name',
  '42501': 'this user may not create tables there; grant it the rights',
  '53300': 'it has no connection left; raise max_connections or lower DATABASE_POOL',
  '08P01':
    'a pooler in front of it refuses what a connection asks for; write `ignore_startup_parameters = options,statement_timeout,idle_in_transaction_session_timeout` into pgbouncer.ini, as docs/guides/database.md says',
  '57P03': 'it is just starting or stopping; try again in a moment',
};
