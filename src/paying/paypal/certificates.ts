import { type KeyObject, X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { send } from '#paying/providers/send.ts';
import type { PayPalHost } from './paypal-hosts.ts';

/** The keys by which PayPal signs, from certificates that lie on its own hosts. */
export type SigningKeys = {
  /** Undefined where the certificate cannot be had, or its chain cannot be followed to a root that is trusted. */
  of(certificate: URL, now: Date): Promise<KeyObject | undefined>;
};

const mostKept = 32;
const keptMs = 12 * 3_600_000;
/** One that could not be had is not asked for by every notification. */
const missedMs = 60_000;
const longestChain = 5;

type Kept = { readonly asked: Promise<KeyObject | undefined>; endsAt: number };

/** @param roots certificates in PEM that a chain may end with */
export function createSigningKeys(roots?: readonly string[]): SigningKeys {
  const kept = new Map<string, Kept>();
  return {
    of: (certificate, now) => {
      const known = kept.get(certificate.href);
      if (known && known.endsAt > now.getTime()) return known.asked;
      const asked = fetchKey(certificate, now, roots ?? rootCertificates).catch(() => undefined);
      const entry: Kept = { asked, endsAt: now.getTime() + keptMs };
      kept.delete(certificate.href);
      kept.set(certificate.href, entry);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      void asked.then((key) => {
        if (!key) entry.endsAt = now.getTime() + missedMs;
      });
      return asked;
    },
  };
}

const certificatePath = /^\/v1\/notifications\/certs\/CERT-[A-Za-z0-9-]{1,100}$/;

/** The address of a certificate, if it is one of PayPal's: nothing else that a notification names is ever fetched. */
export function certificateAddress(named: string, { certificates }: PayPalHost): URL | undefined {
  if (!URL.canParse(named)) return undefined;
  const address = new URL(named);
  const isBare =
    address.search === '' && address.hash === '' && address.username === '' && address.password === '';
  const isTheirs = certificates.includes(address.origin) && certificatePath.test(address.pathname);
  return isBare && isTheirs ? address : undefined;
}

async function fetchKey(address: URL, now: Date, roots: readonly string[]): Promise<KeyObject | undefined> {
  const { status, text } = await send({
    provider: 'PayPal',
    method: 'GET',
    url: address,
    headers: { accept: 'application/x-pem-file, text/plain, */*' },
  });
  return status === 200 ? keyIn(text, now, roots) : undefined;
}

const pemPattern = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The key of the first certificate of a file, if it is PayPal's, in force, and signed up to a root that is trusted. */
export function keyIn(pem: string, now: Date, roots: readonly string[]): KeyObject | undefined {
  const [leaf, ...others] = (pem.match(pemPattern) ?? [])
    .slice(0, longestChain)
    .map((each) => new X509Certificate(each));
  if (!leaf || !isOfPayPal(leaf) || !isInForce(leaf, now)) return undefined;
  return isTrusted(leaf, others, now, roots) ? leaf.publicKey : undefined;
}

function isOfPayPal(leaf: X509Certificate): boolean {
  const names = [
    leaf.subject
      .split('\n')
      .find((part) => part.startsWith('CN='))
      ?.slice(3),
  ];
  const more = (leaf.subjectAltName ?? '').split(', ').map((name) => /^DNS:(.+)$/.exec(name)?.[1]);
  return [...names, ...more].some((name) => name?.toLowerCase().endsWith('.paypal.com'));
}

function isInForce({ validFrom, validTo }: X509Certificate, now: Date): boolean {
  return Date.parse(validFrom) <= now.getTime() && now.getTime() <= Date.parse(validTo);
}

function isTrusted(
  leaf: X509Certificate,
  others: readonly X509Certificate[],
  now: Date,
  roots: readonly string[],
): boolean {
  let last = leaf;
  const left = new Set(others);
  for (let length = 0; length < longestChain; length++) {
    const root = roots.find((each) => isSignedBy(last, new X509Certificate(each), now));
    if (root) return true;
    const next = [...left].find((each) => isSignedBy(last, each, now));
    if (!next) return false;
    left.delete(next);
    last = next;
  }
  return false;
}

function isSignedBy(certificate: X509Certificate, by: X509Certificate, now: Date): boolean {
  return by.ca && isInForce(by, now) && certificate.checkIssued(by) && certificate.verify(by.publicKey);
}
