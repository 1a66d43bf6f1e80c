import type { MessagingContext } from '#messaging/context.ts';
import { readEndpointUrl } from '#messaging/webhooks/endpoints/endpoint.ts';
import { decryptSecret } from '#messaging/webhooks/endpoints/secret.ts';
import type { Mode } from '#platform/contract/common.ts';
import { formatId } from '#platform/kit/ids.ts';
import type { OutboundAnswer } from '#platform/net/outbound.ts';
import { OutboundFailure } from '#platform/net/outbound-failure.ts';
import { judgeStatus, type Verdict } from './delivery.ts';
import { signedHeaders } from './signature.ts';
import type { ClaimedDelivery } from './store.ts';

const timeoutMs = 10_000;
/** What is kept of a body for the merchant to look at. */
export const shownBytes = 16 * 1024;
const shownHeaders = 30;
const shownHeaderLength = 500;

export type Sent = {
  readonly verdict: Verdict;
  readonly at: Date;
  readonly request: { readonly url: string; readonly headers: Record<string, string> } | null;
  readonly response: {
    readonly status: number;
    readonly headers: Record<string, string>;
    readonly body: string;
    readonly is_cut: boolean;
  } | null;
};

/**
 * Makes one attempt, to the address that the endpoint has now. Whatever goes wrong is part of the result.
 *
 * @throws `OutboundFailure` with the reason `stopped` when the signal ended it, which is no attempt
 */
export async function sendDelivery(
  context: MessagingContext,
  delivery: ClaimedDelivery,
  signal: AbortSignal,
): Promise<Sent> {
  const at = context.clock.now();
  if (delivery.url === null) return notSent(at, 'There is no enabled endpoint any more.');
  if (delivery.isUnwanted)
    return notSent(at, 'The endpoint does not select events of this type any more.', 'unwanted');
  let request: Sent['request'] = null;
  try {
    const url = readEndpointUrl(delivery.url, delivery.mode);
    const body = Buffer.from(delivery.body);
    const headers = { ...headersOf(context, delivery, body, at), 'user-agent': userAgent(context) };
    request = { url: url.href, headers };
    const answer = await context.outbound.send({
      method: 'POST',
      url,
      headers,
      body,
      timeoutMs,
      maximumBytes: shownBytes,
      whenLonger: 'cut',
      signal,
    });
    return { verdict: judgeStatus(answer.status), at, request, response: shownAnswer(answer) };
  } catch (error) {
    if (error instanceof OutboundFailure) {
      if (error.reason === 'stopped') throw error;
      return { verdict: { kind: 'retry', error: error.message }, at, request, response: null };
    }
    context.log.error({ err: error, delivery_id: delivery.id }, 'a webhook could not be sent');
    const told = 'Something went wrong on our side before it was sent; it is tried again.';
    return { verdict: { kind: 'retry', error: told }, at, request, response: null };
  }
}

function notSent(at: Date, error: string, kind: 'gone' | 'unwanted' = 'gone'): Sent {
  return { verdict: { kind, error }, at, request: null, response: null };
}

function headersOf(context: MessagingContext, delivery: ClaimedDelivery, body: Buffer, at: Date) {
  const stored = [delivery.secret, ...(delivery.previousSecret ? [delivery.previousSecret] : [])];
  const owner: { organizationId: string; mode: Mode } = delivery;
  return signedHeaders({
    deliveryId: delivery.id,
    eventId: formatId('evt', delivery.eventId),
    eventType: delivery.eventType,
    body,
    timestampSeconds: Math.floor(at.getTime() / 1000),
    secrets: stored.map((secret) => decryptSecret(context.config.encryptionKeys, secret, owner)),
  });
}

/** The name of the platform, as far as a header may hold it. */
function userAgent({ config }: MessagingContext): string {
  const name = config.platformName.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return name === '' ? 'Webhooks/1.0' : `${name}-Webhooks/1.0`;
}

function shownAnswer(answer: OutboundAnswer): Sent['response'] {
  return {
    status: answer.status,
    headers: Object.fromEntries(
      Object.entries(answer.headers)
        .slice(0, shownHeaders)
        .map(([name, value]) => [name, withoutNul(value.slice(0, shownHeaderLength))]),
    ),
    body: withoutNul(answer.body.toString('utf8')),
    is_cut: answer.isCut,
  };
}

/** The database keeps every character but this one. */
function withoutNul(text: string): string {
  return text.replaceAll('\u0000', '\ufffd');
}
