#!/usr/bin/env bash
# Chromium 147 (@sparticuz/chromium 147.0.0, driven by playwright-core 1.65.1): under `Referrer-Policy: no-referrer` a page's own form
# is posted with `Origin: null`.
#
# One would guess that a form which a page posts to its own address carries that page's origin, and that "Origin is ours, or
# refuse" is a safe check against forms of other sites. With the policy that payment pages use, so that tokens in addresses leak
# nowhere, every honest form then fails. `Sec-Fetch-Site` tells the truth in both cases. Why: Fetch, "append a request
# `Origin` header", sends null for anything but CORS requests under that policy.
#
# Seen: same-origin: Origin http://127.0.0.1, Sec-Fetch-Site same-origin; no-referrer: Origin null, Sec-Fetch-Site same-origin
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

npm init --yes >/dev/null
npm install --loglevel=error --no-audit --no-fund --save-exact playwright-core@1.65.1 @sparticuz/chromium@147.0.0 >/dev/null
mkdir browser

cat >look.mjs <<'SCRIPT'
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';

// The package unpacks its libraries only where it believes to be on Lambda.
process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x';
const { default: packed } = await import('@sparticuz/chromium');
const executablePath = await packed.executablePath();
const libraries = `${process.env.TMPDIR}/al2023/lib`;

const posted = [];
const server = createServer((request, response) => {
  if (request.method === 'POST') posted.push(request.headers);
  response.setHeader('content-type', 'text/html');
  response.setHeader('referrer-policy', request.url.slice(1));
  response.end('<form method="post"><button>Send</button></form>');
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address();

const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox'],
  env: { ...process.env, LD_LIBRARY_PATH: libraries },
});
const page = await browser.newPage();
const policies = ['same-origin', 'no-referrer'];
for (const policy of policies) {
  await page.goto(`http://127.0.0.1:${port}/${policy}`);
  await Promise.all([page.waitForNavigation(), page.click('button')]);
}
await browser.close();
server.close();
const shown = posted.map(
  (headers, index) =>
    `${policies[index]}: Origin ${headers.origin.replace(`:${port}`, '')}, Sec-Fetch-Site ${headers['sec-fetch-site']}`,
);
console.log(shown.join('; '));
SCRIPT

found=$(TMPDIR="$folder/browser" node look.mjs)
echo "$found"
[ "$found" = 'same-origin: Origin http://127.0.0.1, Sec-Fetch-Site same-origin; no-referrer: Origin null, Sec-Fetch-Site same-origin' ]
