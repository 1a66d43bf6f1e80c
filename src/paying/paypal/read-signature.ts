import { verify } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { certificateAddress, type SigningKeys } from './certificates.ts';
import type { PayPalClient } from './paypal-client.ts';
import type { PayPalHost } from './paypal-hosts.ts';

type Headers = Readonly<Record<string, string>>;

type Signed = {
  readonly transmissionId: string;
  readonly transmissionTime: string;
  readonly signature: string;
  readonly algorithm: string;
  readonly certificate: URL;
};

const algorithmName = 'SHA256withRSA';
/** A transmission that PayPal repeats for three days may keep its time. What it says is read from PayPal anyway. */
const toleranceMs = { before: 4 * 86_400_000, after: 5 * 60_000 };

/**
 * Whether PayPal signed a notification for this webhook: `id|time|webhook id|crc32 of the body`, the sum in decimal. It is checked
 * here, and where its certificate cannot be had, or its chain not be followed, PayPal is asked whether it is theirs.
 *
 * @throws when PayPal had to be asked, and did not answer
 */
export async function isSignedByPayPal(
  { rawBody, headers, webhookId, now }: { rawBody: Buffer; headers: Headers; webhookId: string; now: Date },
  { host, keys, client }: { host: PayPalHost; keys: SigningKeys; client: PayPalClient },
): Promise<boolean> {
  const signed = readSigned(headers, host);
  if (!signed || webhookId === '' || !isInTime(signed, now) || !isJson(rawBody)) return false;
  const key = await keys.of(signed.certificate, now);
  if (!key) return askPayPal(client, signed, webhookId, rawBody);
  const text = [signed.transmissionId, signed.transmissionTime, webhookId, crc32(rawBody)].join('|');
  return verify('sha256', Buffer.from(text), key, Buffer.from(signed.signature, 'base64'));
}

/** Every header, or it is none. */
function readSigned(headers: Headers, host: PayPalHost): Signed | undefined {
  const transmissionId = headers['paypal-transmission-id'] ?? '';
  const transmissionTime = headers['paypal-transmission-time'] ?? '';
  const signature = headers['paypal-transmission-sig'] ?? '';
  const algorithm = headers['paypal-auth-algo'] ?? '';
  const certificate = certificateAddress(headers['paypal-cert-url'] ?? '', host);
  const isWhole =
    /^[\w-]{1,50}$/.test(transmissionId) &&
    transmissionTime.length <= 100 &&
    /^[A-Za-z0-9+/=]{1,1000}$/.test(signature) &&
    algorithm === algorithmName;
  return isWhole && certificate
    ? { transmissionId, transmissionTime, signature, algorithm, certificate }
    : undefined;
}

function isInTime({ transmissionTime }: Signed, now: Date): boolean {
  const at = Date.parse(transmissionTime);
  const ageMs = now.getTime() - at;
  return ageMs <= toleranceMs.before && -ageMs <= toleranceMs.after;
}

function isJson(rawBody: Buffer): boolean {
  try {
    JSON.parse(rawBody.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

async function askPayPal(
  client: PayPalClient,
  signed: Signed,
  webhookId: string,
  rawBody: Buffer,
): Promise<boolean> {
  const fields = JSON.stringify({
    auth_algo: signed.algorithm,
    cert_url: signed.certificate.href,
    transmission_id: signed.transmissionId,
    transmission_sig: signed.signature,
    transmission_time: signed.transmissionTime,
    webhook_id: webhookId,
  });
  // Byte for byte as it came: numbers and escapes that are written anew have another sum.
  const body = `${fields.slice(0, -1)},"webhook_event":${rawBody.toString('utf8')}}`;
  const answer = await client.ask({
    method: 'POST',
    path: '/v1/notifications/verify-webhook-signature',
    body,
  });
  return answer.verification_status === 'SUCCESS';
}
