import { ProviderBusy, ProviderUnclear, refusal, retryAfterMs } from '#paying/providers/provider-errors.ts';
import { type JsonObject, readObject } from '#paying/providers/read-json.ts';
import { type Received, type Sent, send } from '#paying/providers/send.ts';
import type { Clock } from '#platform/kit/clock.ts';
import type { AccessToken, AccessTokens, PayPalAccount } from './access-tokens.ts';

export type PayPalCall = {
  readonly method: 'GET' | 'POST';
  /** Under the host, every part of it encoded. */
  readonly path: string;
  /** JSON. */
  readonly body?: string;
  /** The same for the same call, so that it is done once (`PayPal-Request-Id`). */
  readonly requestId?: string;
};

/** An object of PayPal's; whoever reads it checks what is believed of it. */
export type PayPalClient = {
  /**
   * Asks once, and with a new token once more where the token was refused: then nothing was done.
   *
   * @throws `ProviderRefusal` when PayPal refused for good, `ProviderUnclear` for everything else
   */
  ask(call: PayPalCall): Promise<JsonObject>;
};

export function createPayPalClient(
  account: PayPalAccount,
  { tokens, clock }: { readonly tokens: AccessTokens; readonly clock: Clock },
): PayPalClient {
  const tokenNow = () => {
    const now = clock.now().getTime();
    return tokens.of(account, now, () => askForToken(account, now));
  };
  const askWith = (token: AccessToken, { method, path, body, requestId }: PayPalCall) => {
    const sent: Sent = {
      provider: 'PayPal',
      method,
      url: new URL(`${account.api}${path}`),
      headers: {
        authorization: `Bearer ${token.value}`,
        // Without it an answer to a capture names neither amount nor fee.
        prefer: 'return=representation',
        ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
        ...(requestId === undefined ? {} : { 'paypal-request-id': requestId }),
      },
      ...(body === undefined ? {} : { body }),
    };
    return send(sent);
  };
  return {
    ask: async (call) => {
      const token = await tokenNow();
      const first = await askWith(token, call);
      if (first.status !== 401) return understood(first);
      tokens.drop(account, token);
      return understood(await askWith(await tokenNow(), call));
    },
  };
}

async function askForToken(
  { api, clientId, clientSecret }: PayPalAccount,
  now: number,
): Promise<AccessToken> {
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const answer = understood(
    await send({
      provider: 'PayPal',
      method: 'POST',
      url: new URL(`${api}/v1/oauth2/token`),
      headers: {
        authorization: `Basic ${basic}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    }),
  );
  const { access_token: value, expires_in: seconds, token_type: type } = answer;
  if (typeof value !== 'string' || value === '' || typeof seconds !== 'number' || !isBearer(type))
    throw new ProviderUnclear('PayPal answered no token.');
  return { value, endsAt: now + seconds * 1000 };
}

function isBearer(type: unknown): boolean {
  return typeof type === 'string' && type.toLowerCase() === 'bearer';
}

/** What an answer says, and nothing but that: a body that is no object of theirs says nothing. */
function understood({ status, headers, text }: Received): JsonObject {
  const body = readObject(text);
  if (status >= 200 && status < 300) {
    if (!body) throw new ProviderUnclear('PayPal answered what cannot be read.');
    return body;
  }
  if (status === 429 || status === 503)
    throw new ProviderBusy(`PayPal answered ${status}.`, retryAfterMs(headers['retry-after']));
  const word = body?.name ?? body?.error;
  if (typeof word !== 'string' || status < 400 || status > 499 || [408, 409].includes(status))
    throw new ProviderUnclear(`PayPal answered ${status}.`);
  const { issue, description } = firstDetail(body ?? {});
  // Some of its interfaces write a sentence where others write a code.
  const code = typeof issue === 'string' && /^[A-Z][A-Z0-9_]*$/.test(issue) ? issue : word;
  const said = [
    description,
    code === issue ? undefined : issue,
    body?.message,
    body?.error_description,
    word,
  ];
  const sentence = String(said.find((each) => typeof each === 'string')).slice(0, longestSentence);
  throw refusal(status, code, sentence);
}

const longestSentence = 300;

function firstDetail({ details }: JsonObject): JsonObject {
  const [first] = Array.isArray(details) ? (details as unknown[]) : [];
  return typeof first === 'object' && first !== null ? (first as JsonObject) : {};
}
