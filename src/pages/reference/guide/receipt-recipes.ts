/** Verifies a saved receipt with nothing but Node and the published keys. */
export const nodeReceiptRecipe = `// node verify-receipt.mjs receipt-1042.json receipt-keys.json
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [receipt, { keys }] = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, 'utf8')));
const { key_id, document, value } = receipt.signature ?? receipt;
const key = keys.find(({ kid }) => kid === key_id);
const isGenuine =
  Boolean(key) &&
  verify(null, Buffer.from(document), createPublicKey({ key, format: 'jwk' }), Buffer.from(value, 'base64url'));
console.log(isGenuine ? JSON.parse(document) : 'NOT GENUINE');
process.exitCode = isGenuine ? 0 : 1;`;

/** The same with OpenSSL 3 and jq. */
export const opensslReceiptRecipe = `# sh verify-receipt.sh receipt-1042.json receipt-keys.json
set -e
bytes() { tr -d '\\n=' | tr '_-' '/+' | sed "s/$/$1/" | openssl base64 -d -A; }
folder=$(mktemp -d)
jq -j .document "$1" > "$folder/document"
jq -r .value "$1" | bytes == > "$folder/signature"
{ printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000'
  jq -r --arg id "$(jq -r .key_id "$1")" '.keys[] | select(.kid == $id).x' "$2" | bytes =
} > "$folder/key"
openssl pkeyutl -verify -pubin -keyform DER -inkey "$folder/key" -rawin -in "$folder/document" -sigfile "$folder/signature"`;
