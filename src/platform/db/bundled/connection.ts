import { connect } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import type { Postmaster } from './postmaster.ts';

/** The superuser and the database of the bundled PostgreSQL. */
export const databaseName = 'linktill';

/** What `pg` needs to connect; there is no password, since only the owner can enter the socket's folder. */
export interface BundledConnection {
  /** The folder of the Unix socket. */
  host: string;
  port: number;
  user: string;
  database: string;
}

export function connectionTo(postmaster: Postmaster, database = databaseName): BundledConnection {
  return { host: postmaster.socketFolder, port: postmaster.port, user: databaseName, database };
}

/** The same as a URL, for DATABASE_URL of another process on this machine. */
export function connectionUrl(connection: BundledConnection): string {
  const { host, port, user, database } = connection;
  return `postgresql://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}

/** Whether somebody listens on the server's socket, which a cleaner of /tmp may have removed. */
export async function hasSocket(postmaster: Postmaster): Promise<boolean> {
  const socket = connect(join(postmaster.socketFolder, `.s.PGSQL.${postmaster.port}`));
  return new Promise((resolve) => {
    socket.on('connect', () => resolve(true));
    socket.on('error', () => resolve(false));
  }).then((listens) => {
    socket.destroy();
    return listens as boolean;
  });
}

/** Makes our database unless it is there; a crash may have come between initdb and this. */
export async function ensureDatabase(postmaster: Postmaster): Promise<void> {
  const client = new pg.Client(connectionTo(postmaster, 'postgres'));
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}
