import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** A certificate with its key, made here: enough of X.509 for a chain that can be followed. */
export type MadeCertificate = { readonly pem: string; readonly key: KeyObject };

export type CertificateWishes = {
  readonly name: string;
  /** Whose it is signed by; by itself when left out. */
  readonly by?: { readonly name: string; readonly key: KeyObject };
  readonly isAuthority?: boolean;
  readonly from: Date;
  readonly until: Date;
};

let serial = 1_000;

export function makeCertificate({
  name,
  by,
  isAuthority = false,
  from,
  until,
}: CertificateWishes): MadeCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const extensions = [
    sequence(oid(0x55, 0x1d, 0x13), wrap(0x01, Buffer.from([0xff])), wrap(0x04, basic(isAuthority))),
    sequence(oid(0x55, 0x1d, 0x11), wrap(0x04, sequence(wrap(0x82, Buffer.from(name))))),
  ];
  const signed = sequence(
    wrap(0xa0, integer(2)),
    integer(serial++),
    algorithm,
    distinguished(by?.name ?? name),
    sequence(time(from), time(until)),
    distinguished(name),
    key,
    wrap(0xa3, sequence(...extensions)),
  );
  const signature = createSign('sha256')
    .update(signed)
    .sign(by?.key ?? privateKey);
  const whole = sequence(signed, algorithm, wrap(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    pem: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    key: privateKey,
  };
}

function basic(isAuthority: boolean): Buffer {
  return isAuthority ? sequence(wrap(0x01, Buffer.from([0xff]))) : sequence();
}

function distinguished(name: string): Buffer {
  return sequence(wrap(0x31, sequence(oid(0x55, 0x04, 0x03), wrap(0x0c, Buffer.from(name)))));
}

function time(at: Date): Buffer {
  return wrap(0x18, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));
}

function oid(...bytes: number[]): Buffer {
  return wrap(0x06, Buffer.from(bytes));
}

function integer(value: number): Buffer {
  const hex = value.toString(16);
  return wrap(0x02, Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex'));
}

function sequence(...parts: Buffer[]): Buffer {
  return wrap(0x30, Buffer.concat(parts));
}

function wrap(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

/** sha256WithRSAEncryption */
const algorithm = sequence(
  oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b),
  wrap(0x05, Buffer.alloc(0)),
);
