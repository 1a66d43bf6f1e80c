import { ProviderBusy, ProviderUnclear, refusal, retryAfterMs } from '#paying/providers/provider-errors.ts';
import { type JsonObject, readObject } from '#paying/providers/read-json.ts';
import { type Received, send } from '#paying/providers/send.ts';

/** What this adapter needs of an account. */
export type MollieAccount = {
  readonly apiKey: string;
  /** In place of Mollie's own address. */
  readonly baseUrl: string | undefined;
};

export type MollieCall = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Under the version, every part of it encoded. */
  readonly path: string;
  /** What the answer has to call itself. */
  readonly resource: string;
  /** JSON. */
  readonly body?: string;
  /** The same for the same call, so that it is done once. */
  readonly idempotencyKey?: string;
};

/** An object of Mollie's; whoever reads it checks what is believed of it. */
export type MollieAnswer = {
  readonly object: JsonObject;
  /** The answer that the same call had before, as things stood then. */
  readonly isReplayed: boolean;
};

export type MollieClient = {
  /**
   * Asks once, within eight seconds, and believes nothing but a 2xx of the expected kind.
   *
   * @throws `ProviderRefusal` when Mollie refused for good, `ProviderUnclear` for everything else
   */
  ask(call: MollieCall): Promise<MollieAnswer>;
};

const ownAddress = 'https://api.mollie.com';

/** Version 2 of Mollie's API, asked with an API key (decision 0030). */
export function createMollieClient({ apiKey, baseUrl = ownAddress }: MollieAccount): MollieClient {
  return {
    ask: async ({ method, path, resource, body, idempotencyKey }) => {
      const answer = await send({
        provider: 'Mollie',
        method,
        url: new URL(`${baseUrl.replace(/\/$/, '')}/v2${path}`),
        headers: {
          authorization: `Bearer ${apiKey}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        },
        ...(body === undefined ? {} : { body }),
      });
      return understood(answer, resource);
    },
  };
}

/** 408 and 425 say nothing; 409 is a call with the same key that is under way, or a refund like one a moment ago. */
const unclearStatuses = [408, 409, 425];
const longestSentence = 300;

function understood({ status, headers, text }: Received, resource: string): MollieAnswer {
  const object = readObject(text);
  if (status >= 200 && status < 300) {
    if (object?.resource !== resource) throw new ProviderUnclear(`Mollie answered no ${resource}.`);
    return { object, isReplayed: headers['idempotent-replayed'] === 'true' };
  }
  if (status === 429 || status === 503)
    throw new ProviderBusy(`Mollie answered ${status}.`, retryAfterMs(headers['retry-after']));
  const isTheirs = object?.status === status && typeof object.title === 'string';
  if (!isTheirs || status < 400 || status > 499 || unclearStatuses.includes(status))
    throw new ProviderUnclear(`Mollie answered ${status}.`);
  const { title, detail, field } = object;
  const sentence = String(typeof detail === 'string' ? detail : title).slice(0, longestSentence);
  throw refusal(status, typeof field === 'string' ? field : String(title), sentence);
}
