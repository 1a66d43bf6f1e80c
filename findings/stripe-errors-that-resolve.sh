#!/usr/bin/env bash
# stripe 23.1.0, Stripe's own client, before a server that answers 4xx and 5xx with JSON.
#
# One would guess that a call rejects whenever the status is not 2xx.
# 1. It rejects by the body, not by the status: where the JSON has no key `error`, as a gateway or proxy in between writes it,
#    the promise resolves with that body. Only `lastResponse.statusCode` tells; `id`, `object` and `status` are undefined.
# 2. 5xx and 409 are asked three times first, then resolve the same way.
# 3. With the key `error` the same statuses reject as one expects.
#
# Seen: 403 resolves after 1, 404 resolves after 1, 409 resolves after 3, 503 resolves after 3, 404 with error rejects after 1
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

npm init --yes >/dev/null
npm install --loglevel=error --no-audit --no-fund --save-exact stripe@23.1.0 >/dev/null

cat >look.mjs <<'SCRIPT'
import { createServer } from 'node:http';
import Stripe from 'stripe';

let answer;
let asked = 0;
const server = createServer((request, response) => {
  asked += 1;
  request.resume();
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const stripe = new Stripe('sk_test_1', { protocol: 'http', host: '127.0.0.1', port: server.address().port });

const told = [];
const look = async (status, body, name) => {
  answer = { status, body };
  asked = 0;
  const how = await stripe.refunds.create({ payment_intent: 'pi_1', amount: 100 }).then(
    (refund) => (refund.lastResponse.statusCode === status && refund.id === undefined ? 'resolves' : 'is whole'),
    () => 'rejects',
  );
  told.push(`${name} ${how} after ${asked}`);
};
for (const status of [403, 404, 409, 503]) await look(status, { message: 'Not now.' }, String(status));
await look(404, { error: { type: 'invalid_request_error', message: 'No such payment.' } }, '404 with error');
server.close();
server.closeAllConnections();
console.log(told.join(', '));
SCRIPT

found=$(node look.mjs)
echo "$found"
[ "$found" = '403 resolves after 1, 404 resolves after 1, 409 resolves after 3, 503 resolves after 3, 404 with error rejects after 1' ]
