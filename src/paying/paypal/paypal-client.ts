import type { Clock } from '#platform/kit/clock.ts';
import type { AccessToken, AccessTokens, PayPalAccount } from './access-tokens.ts';
import { PayPalBusy, PayPalCredentialsRefused, PayPalRefusal, PayPalUnclear } from './paypal-errors.ts';
import { type Received, type Sent, send } from './send.ts';

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
export type PayPalObject = Readonly<Record<string, unknown>>;

export type PayPalClient = {
  /**
   * Asks once, and with a new token once more where the token was refused: then nothing was done.
   *
   * @throws `PayPalRefusal` when PayPal refused for good, `PayPalCredentialsRefused`, and `PayPalUnclear` for everything else
   */
  ask(call: PayPalCall): Promise<PayPalObject>;
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
    throw new PayPalUnclear('PayPal answered no token.');
  return { value, endsAt: now + seconds * 1000 };
}

function isBearer(type: unknown): boolean {
  return typeof type === 'string' && type.toLowerCase() === 'bearer';
}

/** What an answer says, and nothing but that: a body that is no object of theirs says nothing. */
function understood({ status, headers, text }: Received): PayPalObject {
  const body = readObject(text);
  if (status >= 200 && status < 300) {
    if (!body) throw new PayPalUnclear('PayPal answered what cannot be read.');
    return body;
  }
  if (status === 429) throw new PayPalBusy('PayPal was asked too often.', pauseOf(headers['retry-after']));
  const word = body?.name ?? body?.error;
  if (typeof word !== 'string') throw new PayPalUnclear(`PayPal answered ${status}.`);
  if (status === 401 || status === 403)
    throw new PayPalCredentialsRefused(status, sentenceIn(body ?? {}) || word);
  if (status < 400 || status > 499 || status === 408 || status === 409)
    throw new PayPalUnclear(`PayPal answered ${status}.`);
  const { issue } = firstDetail(body ?? {});
  throw new PayPalRefusal(status, typeof issue === 'string' ? issue : word, sentenceIn(body ?? {}) || word);
}

function readObject(text: string): PayPalObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as PayPalObject)
      : undefined;
  } catch {
    return undefined;
  }
}

function firstDetail({ details }: PayPalObject): PayPalObject {
  const [first] = Array.isArray(details) ? (details as unknown[]) : [];
  return typeof first === 'object' && first !== null ? (first as PayPalObject) : {};
}

const longestSentence = 300;

function sentenceIn(body: PayPalObject): string {
  const { description } = firstDetail(body);
  const said = description ?? body.message ?? body.error_description;
  return typeof said === 'string' ? said.slice(0, longestSentence) : '';
}

const longestPauseSeconds = 3_600;

/** Seconds only: PayPal names no date. */
function pauseOf(header: string | string[] | undefined): number | null {
  if (typeof header !== 'string' || !/^\d{1,9}$/.test(header)) return null;
  return Math.min(Number(header), longestPauseSeconds) * 1000;
}
