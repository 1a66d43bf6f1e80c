import type { BeginPayment, PaymentKey, Provider, ProviderPayment } from '#paying/providers/port.ts';
import { sandboxCapabilities } from '#paying/sandbox/sandbox-provider.ts';
import type { CrashPoint } from './orders.ts';

/** What a process that died left behind: a charge that is still on its way to the provider, if it was sent. */
export type Remains = { readonly deliver: () => Promise<unknown> };

export type DyingProvider = {
  readonly provider: Provider;
  /** The provider that really decides. */
  attach(inner: Provider): void;
  /**
   * Runs a request up to the point where its process dies at its next call of the provider; what would have come
   * after never happens. After the commit, all of it is done and only its answer is lost.
   *
   * @param about the token of the checkout that begins a payment, or the id of the attempt that is to be ended
   */
  dieAt(point: CrashPoint, about: string, request: () => Promise<unknown>): Promise<Remains>;
};

type Dying = { readonly point: CrashPoint; readonly reached: (remains: Remains) => void };

const nothing: Remains = { deliver: async () => undefined };

/** A provider in front of the real one, at whose calls the processes of single requests can die. */
export function createDyingProvider(): DyingProvider {
  const deaths = new Map<string, Dying>();
  let inner: Provider;

  async function passOn(
    about: string,
    ask: () => Promise<ProviderPayment>,
    remains: Remains,
  ): Promise<ProviderPayment> {
    const death = deaths.get(about);
    if (!death) return ask();
    deaths.delete(about);
    if (death.point === 'after the provider') await ask();
    death.reached(death.point === 'before the provider' ? remains : nothing);
    return new Promise<never>(() => undefined);
  }

  return {
    attach: (real) => {
      inner = real;
    },
    provider: {
      name: 'sandbox',
      label: 'Test card',
      kind: 'card_form',
      capabilities: sandboxCapabilities,
      modes: ['sandbox'],
      readTestCard: (card, now) => inner.readTestCard?.(card, now) as never,
      begin: (request: BeginPayment) => {
        const ask = () => inner.begin(request);
        return passOn(tokenIn(request.returnUrl), ask, { deliver: ask });
      },
      // An end that was not asked for is asked for by nobody else.
      expire: (key: PaymentKey) => passOn(key.attemptId, () => inner.expire(key), nothing),
      find: (key) => inner.find(key),
      refund: (request) => inner.refund(request),
      readNotification: async () => undefined,
    },
    dieAt: (point, about, request) =>
      new Promise((resolve, reject) => {
        if (point !== 'after the commit') deaths.set(about, { point, reached: resolve });
        request().then(() => resolve(nothing), reject);
      }),
  };
}

function tokenIn(returnUrl: string): string {
  return returnUrl.split('/').at(-2) ?? '';
}
