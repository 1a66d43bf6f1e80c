#!/usr/bin/env bash
# stripe 23.1.0 with `maxNetworkRetries: 0`, before a server that closes the connection without an answer.
#
# One would guess that zero retries means one request, and that `Retry-After` says when the next one goes out.
# 1. With retries switched off, a POST whose connection is reset is sent a second time all the same, with the same key.
# 2. With one retry and `Retry-After: 20` on a 503, the next try comes within two seconds.
#
# Seen: reset: 2 requests, 1 key; 503 with Retry-After 20: 2 requests within 2 seconds
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

npm init --yes >/dev/null
npm install --loglevel=error --no-audit --no-fund --save-exact stripe@23.1.0 >/dev/null

cat >look.mjs <<'SCRIPT'
import { createServer } from 'node:http';
import Stripe from 'stripe';

let resets = true;
const seen = [];
const server = createServer((request, response) => {
  seen.push({ key: request.headers['idempotency-key'], atMs: performance.now() });
  request.resume();
  if (resets) return request.socket.resetAndDestroy();
  const body = JSON.stringify({ error: { type: 'api_error', message: 'Down.' } });
  response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '20' }).end(body);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const look = async (maxNetworkRetries) => {
  seen.length = 0;
  const { port } = server.address();
  const stripe = new Stripe('sk_test_1', { protocol: 'http', host: '127.0.0.1', port, maxNetworkRetries });
  await stripe.refunds.create({ payment_intent: 'pi_1', amount: 100 }).catch(() => undefined);
};
await look(0);
const reset = `reset: ${seen.length} requests, ${new Set(seen.map(({ key }) => key)).size} key`;
resets = false;
await look(1);
const waitedMs = seen[1].atMs - seen[0].atMs;
server.close();
server.closeAllConnections();
console.log(`${reset}; 503 with Retry-After 20: ${seen.length} requests within ${waitedMs < 2000 ? 2 : waitedMs / 1000} seconds`);
SCRIPT

found=$(node look.mjs)
echo "$found"
[ "$found" = 'reset: 2 requests, 1 key; 503 with Retry-After 20: 2 requests within 2 seconds' ]
