import type { PayingContext } from '#paying/context.ts';
import { notFound } from '#platform/contract/errors.ts';
import { type TokenClaims, verifyToken } from './token.ts';

export function requireClaims(context: PayingContext, token: string): TokenClaims {
  const claims = verifyToken(context.config.signingKeys, token);
  if (!claims) throw notFound('checkout');
  return claims;
}
