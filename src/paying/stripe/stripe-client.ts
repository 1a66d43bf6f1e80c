import type Stripe from 'stripe';

/** What this adapter needs of an account. */
export type StripeAccount = {
  readonly secretKey: string;
  /** In place of Stripe's own address. */
  readonly baseUrl: string | undefined;
};

/** Stripe said no, and nothing happened: a 4xx that another try does not change. */
export class StripeRefusal extends Error {
  readonly status: number;
  /** Stripe's own words for it, such as `card_declined` or `idempotency_error`. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'StripeRefusal';
    this.status = status;
    this.code = code;
  }
}

/** Nobody knows what became of what was asked. */
export class StripeUnclear extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StripeUnclear';
  }
}

type Answered = {
  readonly object?: string;
  readonly id?: string;
  readonly lastResponse?: { statusCode?: number };
};

const deadlineMs = 8_000;
const retried = new Set([409, 429]);

export type StripeClient = {
  /**
   * Asks once, within eight seconds, and believes nothing but a 2xx of the expected kind. The client resolves with answers of other
   * statuses whose body names no error, and with some answers it never settles at all (stripe 23.1.0).
   *
   * @throws StripeRefusal when Stripe refused for good, StripeUnclear for everything else
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
        throw new StripeUnclear(`Stripe answered ${status} without an error.`);
      if (answer.object !== kind) throw new StripeUnclear(`Stripe answered no ${kind}.`);
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
    timer = setTimeout(() => reject(new StripeUnclear('Stripe did not answer in time.')), deadlineMs);
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
};

/** Without anything of the error itself, which carries what was sent and secrets of the payment. */
function understood(error: unknown): Error {
  if (error instanceof StripeUnclear) return error;
  const { statusCode: status, rawType, code, message = '' } = error as SdkError;
  if (status === undefined || status < 400 || status > 499 || retried.has(status))
    return new StripeUnclear(`Stripe answered ${status ?? 'nothing that can be read'}.`);
  const word = rawType === 'idempotency_error' ? rawType : (code ?? rawType ?? 'unknown');
  return new StripeRefusal(status, word, message);
}
