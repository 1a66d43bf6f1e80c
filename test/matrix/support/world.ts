import type { Connectable } from '#paying/connections/connector.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import {
  type Merchant,
  makeLink,
  makeProduct,
  must,
  pay,
  signUp,
  startOpen,
} from '#test/support/scenario.ts';

/** An organization that has one of everything a route can name; what is not here, a fixture makes when it is asked. */
export type World = {
  readonly app: TestApp;
  readonly merchant: Merchant;
  readonly product: Json;
  readonly link: Json;
  /** Started on the link and still open. */
  readonly checkout: Json;
  /** Started on the link and paid. */
  readonly paid: Json;
  readonly transactionId: string;
};

/** A server whose rows change only by requests. */
export function startQuietApp(connectable: readonly Connectable[] = []): Promise<TestApp> {
  return startApp({ connectable, env: { JOBS: 'off' }, resolveHost: async () => ['198.41.0.4'] });
}

export async function makeWorld(app: TestApp): Promise<World> {
  const merchant = await signUp(app);
  const product = await makeProduct(merchant);
  const link = await makeLink(merchant, {}, product);
  const checkout = await startOpen(app, link.id);
  const paid = await startOpen(app, link.id);
  const answer = must(200, await pay(app, paid.token));
  return { app, merchant, product, link, checkout, paid, transactionId: answer.transaction_id };
}
