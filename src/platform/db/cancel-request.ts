import { connect } from 'node:net';
import type pg from 'pg';

type Known = {
  readonly host: string;
  readonly port: number;
  readonly processID: number | null;
  readonly secretKey: number | null;
  readonly ssl: unknown;
};

const cancelCode = 80_877_102;
const withinMs = 1_000;

/**
 * Asks the database to stop the statement of a connection that is about to be given up, so that it keeps no locks. Nobody
 * learns whether that helped: it only spares the database work. Not sent where connections are encrypted: the key would
 * travel in the open.
 */
export function cancelRequest(client: pg.ClientBase): void {
  const { host, port, processID, secretKey, ssl } = client as unknown as Known;
  if (ssl || processID === null || secretKey === null) return;
  const message = Buffer.alloc(16);
  message.writeInt32BE(16, 0);
  message.writeInt32BE(cancelCode, 4);
  message.writeInt32BE(processID, 8);
  message.writeInt32BE(secretKey, 12);
  const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
  socket.on('error', () => socket.destroy());
  socket.setTimeout(withinMs, () => socket.destroy());
  socket.unref();
  socket.end(message);
}
