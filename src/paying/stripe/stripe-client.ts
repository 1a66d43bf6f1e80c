import type Stripe from 'stripe';
import { ProviderBusy, ProviderUnclear, refusal, retryAfterMs } from '#paying/providers/provider-errors.ts';

/** What this adapter needs of an account. */
export type StripeAccount = {
  readonly secretKey: string;
  /** In place of Stripe's own address. */
  readonly baseUrl: string | undefined;
};

type Answered = {
  readonly object?: string;
  readonly id?: string;
  readonly lastResponse?: { statusCode?: number };
};

const deadlineMs = 8_000;
/** Another call with the same key is under way there: the same may be asked again. */
const inUse = 409;

export type StripeClient = {
  /**
   * Asks once, within eight seconds, and believes nothing but a 2xx of the expected kind. The client resolves with answers of other
   * statuses whose body names no error, and with some answers it never settles at all (stripe 23.1.0).
   *
   * @throws ProviderRefusal when Stripe refused for good, ProviderUnclear for everything else
   */
  ask<T extends Answered>(kind: string, call: (stripe: Stripe) => Promise<T>): Promise<T>;
};

export function createStripeClient({ secretKey, baseUrl }: StripeAccount): StripeClient {
  let loaded: Promise<Stripe> | undefined;
  const load = () => {
    loaded ??= import('stripe').then(({ default: Sdk }) => new Sdk(secretKey, optionsFor(baseUrl)));
    return loaded;
  };
  return {
    ask: async (kind, call) => {
      const stripe = await load();
      const answer = await inTime(call(stripe)).catch((error: unknown) => {
        throw understood(error);
      });
      const status = answer?.lastResponse?.statusCode ?? 0;
      if (status < 200 || status > 299)
        throw new ProviderUnclear(`Stripe answered ${status} without an error.`);
      if (answer.object !== kind) throw new ProviderUnclear(`Stripe answered no ${kind}.`);
      return answer;
    },
  };
}

function optionsFor(baseUrl: string | undefined): Stripe.StripeConfig {
  // Its own repetitions use up the time that a buyer waits; ours ask later, with the same key.
  const options: Stripe.StripeConfig = { maxNetworkRetries: 0, timeout: deadlineMs, telemetry: false };
  if (baseUrl === undefined) return options;
  const { protocol, hostname, port } = new URL(baseUrl);
  return {
    ...options,
    protocol: protocol === 'http:' ? 'http' : 'https',
    host: hostname,
    ...(port ? { port: Number(port) } : {}),
  };
}

async function inTime<T>(asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new ProviderUnclear('Stripe did not answer in time.')), deadlineMs);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

type SdkError = {
  readonly statusCode?: number;
  readonly rawType?: string;
  readonly code?: string;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
};

/** Without anything of the error itself, which carries what was sent and secrets of the payment. */
function understood(error: unknown): Error {
  if (error instanceof ProviderUnclear) return error;
  const { statusCode: status, rawType, code, message = '', headers } = error as SdkError;
  if (status === 429 || status === 503)
    return new ProviderBusy(`Stripe answered ${status}.`, retryAfterMs(headers?.['retry-after']));
  if (status === undefined || status < 400 || status > 499 || status === inUse)
    return new ProviderUnclear(`Stripe answered ${status ?? 'nothing that can be read'}.`);
  const word = rawType === 'idempotency_error' ? rawType : (code ?? rawType ?? 'unknown');
  return refusal(status, word, message);
}
