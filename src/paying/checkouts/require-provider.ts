import type { PayingContext } from '#paying/context.ts';
import type { Provider } from '#paying/providers/port.ts';
import type { Mode } from '#platform/contract/common.ts';
import { problem } from '#platform/contract/errors.ts';

/**
 * Who serves an organization's payments in a mode; every use-case that begins one asks here.
 *
 * @throws 409 `live_mode_unavailable`
 */
export function requireProvider(
  { providers }: Pick<PayingContext, 'providers'>,
  { organizationId, mode }: { readonly organizationId: string; readonly mode: Mode },
): Provider {
  const provider = providers.forMode(organizationId, mode);
  if (provider) return provider;
  throw problem('live_mode_unavailable', {
    detail: 'The seller cannot take live payments right now. Nothing was charged.',
  });
}
