import { request } from 'undici';
import {
  CredentialsRefused,
  ProviderBusy,
  ProviderRefusal,
  ProviderUnclear,
  retryAfterMs,
} from '#paying/providers/provider-errors.ts';

/** A payment as the provider answers it. */
export type ExamplePayment = {
  readonly id: string;
  readonly status: 'open' | 'pending' | 'paid' | 'declined' | 'expired';
  readonly amount: string;
  readonly currency: string;
  readonly page_url: string;
  readonly metadata: { readonly organization: string; readonly attempt: string };
  readonly card: { readonly brand: string; readonly last4: string } | null;
};

export type ExampleRefund = { readonly id: string; readonly status: 'pending' | 'done' | 'failed' };

export type ExampleClient = {
  /**
   * The one door to the provider: one call, a deadline, and nothing believed but a 2xx with an id and a status.
   *
   * @throws ProviderRefusal for a no, ProviderUnclear for everything else
   */
  ask<T extends { readonly id: string }>(
    method: 'GET' | 'POST',
    path: string,
    sent?: { readonly key: string; readonly body: unknown },
  ): Promise<T>;
};

const deadlineMs = 8_000;

export function createExampleClient(baseUrl: string, secretKey: string): ExampleClient {
  return {
    ask: async (method, path, sent) => {
      const answer = await request(`${baseUrl}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${secretKey}`,
          ...(sent ? { 'content-type': 'application/json', 'idempotency-key': sent.key } : {}),
        },
        body: sent ? JSON.stringify(sent.body) : null,
        signal: AbortSignal.timeout(deadlineMs),
      })
        .then(async ({ statusCode, headers, body }) => ({ statusCode, headers, text: await body.text() }))
        // What was thrown may repeat the key, and says nothing of the payment.
        .catch(() => {
          throw new ProviderUnclear('Example did not answer.');
        });
      const { statusCode: status, headers } = answer;
      const body = readJson(answer.text);
      if (status === 429 || status === 503)
        throw new ProviderBusy(`Example answered ${status}.`, retryAfterMs(String(headers['retry-after'])));
      if (status >= 400 && status < 500 && status !== 409 && typeof body?.code === 'string') {
        const Refused = status === 401 || status === 403 ? CredentialsRefused : ProviderRefusal;
        throw new Refused(status, body.code, String(body.message));
      }
      if (status < 200 || status > 299 || typeof body?.id !== 'string' || typeof body.status !== 'string')
        throw new ProviderUnclear(`Example answered ${status}, and nothing that can be believed.`);
      return body as never;
    },
  };
}

function readJson(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
