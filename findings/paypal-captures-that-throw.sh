#!/usr/bin/env bash
# @paypal/paypal-server-sdk 2.5.0, PayPal's own client, before a PayPal that answers more, and a little other, than its model says.
#
# One would guess that a field it does not know is passed on, and that a 201 of a capture resolves.
# 1. What is not in its model is not sent, without a word, and is missing from what comes back.
# 2. One amount that is a number in place of a text makes captureOrder reject, with statusCode 201: the money was taken.
# 3. The error that it rejects with, like every answer, holds the bearer token among its request headers.
#
# Seen: sent intent,purchase_units, got id,status, capture rejects ResponseValidationError 201 with the token true
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

npm init --yes >/dev/null
npm install --loglevel=error --no-audit --no-fund --save-exact @paypal/paypal-server-sdk@2.5.0 >/dev/null

cat >look.mjs <<'SCRIPT'
import { Client, Environment, OrdersController } from '@paypal/paypal-server-sdk';

let sent;
let answer;
const adapter = async (config) => {
  const isToken = config.url.includes('oauth2');
  if (!isToken) sent = config.data;
  const body = isToken ? { access_token: 'A21AAsecret', token_type: 'Bearer', expires_in: 3600 } : answer;
  const headers = { 'content-type': 'application/json' };
  return { data: JSON.stringify(body), status: isToken ? 200 : 201, statusText: 'OK', headers, config };
};
const client = new Client({
  clientCredentialsAuthCredentials: { oAuthClientId: 'id', oAuthClientSecret: 'secret' },
  environment: Environment.Sandbox,
  timeout: 5_000,
  unstable_httpClientOptions: { adapter },
});
const orders = new OrdersController(client);

answer = { id: 'A1', status: 'CREATED', of_next_year: 1 };
const purchaseUnits = [{ amount: { currencyCode: 'EUR', value: '1.00' } }];
const made = await orders.createOrder({ body: { intent: 'CAPTURE', of_next_year: 1, ofNextYear: 1, purchaseUnits } });
const names = [Object.keys(JSON.parse(sent)), Object.keys(made.result)];

const amount = { currency_code: 'EUR', value: 1 };
const captures = [{ id: 'C1', status: 'COMPLETED', amount }];
answer = { id: 'A1', status: 'COMPLETED', purchase_units: [{ payments: { captures } }] };
const how = await orders.captureOrder({ id: 'A1' }).then(
  () => 'resolves',
  (error) => {
    const hasToken = JSON.stringify(error).includes('A21AAsecret');
    return `rejects ${error.constructor.name} ${error.statusCode} with the token ${hasToken}`;
  },
);
console.log(`sent ${names[0]}, got ${names[1]}, capture ${how}`);
SCRIPT

found=$(node look.mjs)
echo "$found"
[ "$found" = 'sent intent,purchase_units, got id,status, capture rejects ResponseValidationError 201 with the token true' ]
