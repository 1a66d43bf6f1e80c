import { createHash } from 'node:crypto';

/** Who asks, and where. */
export type PayPalAccount = {
  readonly api: string;
  readonly clientId: string;
  readonly clientSecret: string;
};

export type AccessToken = { readonly value: string; readonly endsAt: number };

/** Tokens by account, in memory only. Whoever needs one while another asks for it waits for that one. */
export type AccessTokens = {
  of(account: PayPalAccount, now: number, ask: () => Promise<AccessToken>): Promise<AccessToken>;
  /** Forgets a token that was refused; a newer one stays. */
  drop(account: PayPalAccount, refused: AccessToken): void;
};

const mostKept = 500;
/** A token that is about to end is not begun with. */
const marginMs = 60_000;

export function createAccessTokens(): AccessTokens {
  const kept = new Map<string, { asked: Promise<AccessToken>; token?: AccessToken }>();

  const renew = (key: string, ask: () => Promise<AccessToken>): Promise<AccessToken> => {
    const entry: { asked: Promise<AccessToken>; token?: AccessToken } = { asked: ask() };
    kept.delete(key);
    kept.set(key, entry);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    entry.asked.then(
      (token) => {
        entry.token = token;
      },
      () => {
        if (kept.get(key) === entry) kept.delete(key);
      },
    );
    return entry.asked;
  };

  return {
    of: (account, now, ask) => {
      const key = keyOf(account);
      const known = kept.get(key);
      if (!known || (known.token && known.token.endsAt - marginMs <= now)) return renew(key, ask);
      return known.asked;
    },
    drop: (account, refused) => {
      const key = keyOf(account);
      if (kept.get(key)?.token === refused) kept.delete(key);
    },
  };
}

/** Nobody who reads the memory of this map finds a secret as its key. */
function keyOf({ api, clientId, clientSecret }: PayPalAccount): string {
  return createHash('sha256')
    .update(JSON.stringify([api, clientId, clientSecret]))
    .digest('base64');
}
