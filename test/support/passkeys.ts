import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { formatId, parseId, uuidv7 } from '#platform/kit/ids.ts';
import type { TestApp } from './app.ts';
import type { Json } from './client.ts';
import { query } from './paying.ts';
import type { Merchant } from './scenario.ts';

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest();
const base64url = (bytes: Buffer) => bytes.toString('base64url');

// As much of CBOR (RFC 8949) as an authenticator writes.
function head(type: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(type << 5) | value]);
  if (value < 256) return Buffer.from([(type << 5) | 24, value]);
  return Buffer.from([(type << 5) | 25, value >> 8, value & 255]);
}
const integer = (value: number) => (value < 0 ? head(1, -1 - value) : head(0, value));
const bytes = (value: Buffer) => Buffer.concat([head(2, value.length), value]);
const text = (value: string) => Buffer.concat([head(3, value.length), Buffer.from(value)]);
const map = (...pairs: [Buffer, Buffer][]) => Buffer.concat([head(5, pairs.length), ...pairs.flat()]);

/** A device that makes passkeys and signs with them, in software. */
export class SoftwareAuthenticator {
  readonly #origin: string;
  readonly #keys = new Map<string, { privateKey: KeyObject; counter: number }>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** What a browser would answer to the options of a new passkey. */
  create(
    { challenge }: { challenge: string },
    overrides: { origin?: string; isVerified?: boolean } = {},
  ): Json {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const id = randomBytes(16);
    this.#keys.set(base64url(id), { privateKey, counter: 0 });
    const coordinate = (value: string) => bytes(Buffer.from(value, 'base64url'));
    const cose = map(
      [integer(1), integer(2)],
      [integer(3), integer(-7)],
      [integer(-1), integer(1)],
      [integer(-2), coordinate(x)],
      [integer(-3), coordinate(y)],
    );
    const data = Buffer.concat([
      this.#data(overrides.isVerified === false ? 0x41 : 0x45, 0),
      Buffer.alloc(16),
      Buffer.from([0, id.length]),
      id,
      cose,
    ]);
    const attestationObject = map(
      [text('fmt'), text('none')],
      [text('attStmt'), map()],
      [text('authData'), bytes(data)],
    );
    return this.#credential(id, {
      clientDataJSON: base64url(this.#client('webauthn.create', challenge, overrides.origin)),
      attestationObject: base64url(attestationObject),
      transports: ['internal'],
    });
  }

  /** What a browser would answer to a challenge that one of these passkeys is to sign. */
  sign(
    { challenge, allowCredentials }: { challenge: string; allowCredentials: { id: string }[] },
    overrides: { origin?: string; counter?: number; isVerified?: boolean } = {},
  ): Json {
    const found = allowCredentials.find(({ id }) => this.#keys.has(id));
    const key = found && this.#keys.get(found.id);
    if (!found || !key) throw new Error('None of the passkeys asked for is here.');
    key.counter += 1;
    const data = this.#data(overrides.isVerified === false ? 0x01 : 0x05, overrides.counter ?? key.counter);
    const client = this.#client('webauthn.get', challenge, overrides.origin);
    const signature = sign('sha256', Buffer.concat([data, sha256(client)]), key.privateKey);
    return this.#credential(Buffer.from(found.id, 'base64url'), {
      clientDataJSON: base64url(client),
      authenticatorData: base64url(data),
      signature: base64url(signature),
    });
  }

  #data(flags: number, counter: number): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(new URL(this.#origin).hostname), Buffer.from([flags]), count]);
  }

  #client(type: string, challenge: string, origin = this.#origin): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  #credential(id: Buffer, response: Json): Json {
    const encoded = base64url(id);
    return { id: encoded, rawId: encoded, type: 'public-key', response, clientExtensionResults: {} };
  }
}

/** A passkey of the merchant as a row, which signs nothing; gives its public id. */
export async function addPasskey(app: TestApp, merchant: Merchant): Promise<string> {
  const id = uuidv7(app.clock.now());
  await query(
    app,
    `insert into passkeys (id, user_id, credential_id, public_key, counter, transports, name, created_at)
      values ($1, $2, $3, '\\x00', 0, '{}', 'Laptop', now())`,
    [id, parseId('usr', merchant.user.id), id],
  );
  return formatId('pk', id);
}
