import { cancelCheckout, expireCheckout } from '#paying/checkouts/close-checkout.ts';
import { payCheckout } from '#paying/checkouts/pay-checkout.ts';
import { receiveNotification } from '#paying/checkouts/receive-notification.ts';
import { resolveAttempt, resolveOnReturn } from '#paying/checkouts/resolve-attempt.ts';
import { startCheckout } from '#paying/checkouts/start-checkout.ts';
import { type DueAttempt, findAttempt } from '#paying/checkouts/store.ts';
import type { Provider, ProviderPayment } from '#paying/providers/port.ts';
import type { PayBody } from '#platform/contract/checkouts.ts';
import { parseId } from '#platform/kit/ids.ts';
import { Problem } from '#platform/kit/problem.ts';
import type { TestApp } from '#test/support/app.ts';
import { query } from '#test/support/paying.ts';
import { buyer, card, cards } from '#test/support/scenario.ts';
import type { DyingProvider, Remains } from './dying-provider.ts';
import type { Happening, Variation } from './orders.ts';

export type Stage = {
  readonly app: TestApp;
  readonly bank: Provider;
  readonly dying: DyingProvider;
  readonly organizationId: string;
};

/** A checkout whose buyer was at the challenge twice before. */
export type Prepared = {
  readonly checkoutId: string;
  readonly token: string;
  readonly paymentLinkId: string;
};

const bodyOf = (number: string) => card(number) as PayBody;

async function start({ app }: Stage, linkId: string): Promise<Prepared> {
  const { session } = await startCheckout(app.context, {
    linkId,
    body: buyer,
    idempotencyKey: undefined,
    address: '127.0.0.1',
    locale: undefined,
  });
  const checkoutId = parseId('chk', session.checkout_id) as string;
  return { checkoutId, token: session.token, paymentLinkId: linkId };
}

function payWith({ app }: Stage, token: string, number: string, idempotencyKey?: string) {
  return payCheckout(app.context, { token, body: bodyOf(number), idempotencyKey, locale: undefined });
}

/** Starts a checkout and leaves the challenges of its attempts: of two, and of a third where it is to be closed. */
export async function prepare(stage: Stage, variation: Variation, linkId: string): Promise<Prepared> {
  const prepared = await start(stage, linkId);
  const left = variation.request === 'pay' ? 2 : 3;
  for (let attempt = 0; attempt < left; attempt++) await payWith(stage, prepared.token, cards.challenge);
  return prepared;
}

/** A checkout whose request is under way, or died with its answer. */
export type UnderWay = Prepared & { readonly attempts: Attempts; readonly remains: Remains };

/** Sends the request of the variation, up to the point where its process is going to die. */
export async function putUnderWay(stage: Stage, variation: Variation, prepared: Prepared): Promise<UnderWay> {
  const { request, point } = variation;
  const before = request === 'pay' ? [] : await attemptsOf(stage, prepared);
  const about = request === 'pay' ? prepared.token : (before.at(-1) as string);
  const remains = await stage.dying.dieAt(point, about, () => ask(stage, variation, prepared));
  if (request === 'pay') await requireFenced(stage, variation, prepared);
  const attempts = request === 'pay' ? await attemptsOf(stage, prepared) : before;
  if (attempts.length !== 3) throw new Error(`Three attempts were to be there, not ${attempts.length}.`);
  return { ...prepared, attempts: attempts as unknown as Attempts, remains };
}

/** A second tab pays while the first payment is under way, or done. */
async function requireFenced(stage: Stage, { point }: Variation, { token }: Prepared): Promise<void> {
  const told = await payWith(stage, token, cards.pays).then(
    () => 'a second charge',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );
  const expected = point === 'after the commit' ? 'checkout_already_paid' : 'payment_in_progress';
  if (told !== expected) throw new Error(`A second tab was to be told ${expected}, but it met: ${told}.`);
}

/** Another buyer starts on the same link and pays. */
export async function buyInstead(stage: Stage, { paymentLinkId }: Prepared): Promise<void> {
  const rival = await start(stage, paymentLinkId);
  await payWith(stage, rival.token, cards.pays);
}

/** Lets everything happen to a checkout in this order. */
export async function playOrder(
  stage: Stage,
  variation: Variation,
  underWay: UnderWay,
  order: readonly Happening[],
): Promise<void> {
  for (const happening of order) await happen(happening, stage, variation, underWay);
}

async function ask(stage: Stage, { request }: Variation, prepared: Prepared): Promise<unknown> {
  const { app, organizationId } = stage;
  if (request === 'pay') return payWith(stage, prepared.token, cards.pays, `pay-${prepared.checkoutId}`);
  if (request === 'cancel') return cancelCheckout(app.context, prepared.token);
  return expireCheckout(app.context, { organizationId, ...prepared });
}

type Attempts = readonly [first: string, second: string, newest: string];

/** The ids of a checkout's attempts, oldest first. */
async function attemptsOf({ app, organizationId }: Stage, { checkoutId }: Prepared): Promise<string[]> {
  const found = await query(
    app,
    'select id from attempts where organization_id = $1 and checkout_id = $2 order by number',
    [organizationId, checkoutId],
  );
  return found.map(({ id }) => id);
}

async function happen(
  happening: Happening,
  stage: Stage,
  variation: Variation,
  underWay: UnderWay,
): Promise<void> {
  const [first, second, newest] = underWay.attempts;
  switch (happening) {
    case 'return':
      return resolveOnReturn(stage.app.context, underWay.token);
    case 'success':
      await underWay.remains.deliver();
      if (variation.request !== 'pay') await takeMoney(stage, newest);
      return notify(stage, newest);
    case 'duplicate':
      return notify(stage, newest);
    case 'late failure':
      return notify(stage, first, { reference: first, status: 'declined', errorCode: 'card_declined' });
    case 'second success':
      await takeMoney(stage, second);
      return notify(stage, second);
    case 'crash':
      return restart(stage, variation, underWay, newest);
  }
}

/** The buyer was faster than our end of the payment: the bank has the money. */
async function takeMoney({ app, organizationId }: Stage, attemptId: string): Promise<void> {
  await query(
    app,
    `update sandbox_payments set status = 'succeeded' where organization_id = $1 and idempotency_key = $2`,
    [organizationId, attemptId],
  );
}

/** The bank tells how a payment stands, or what is said here. */
async function notify(
  { app, bank, organizationId }: Stage,
  attemptId: string,
  told?: ProviderPayment,
): Promise<void> {
  const payment =
    told ?? (await bank.find({ organizationId, attemptId, connectionId: null, reference: null }));
  if (!payment) throw new Error('The bank tells only of payments that it knows.');
  await receiveNotification(app.context, 'sandbox', { organizationId, attemptId, payment });
}

/** The next process asks about what is undecided, and whoever lost their answer asks the same again. */
async function restart(
  stage: Stage,
  variation: Variation,
  prepared: Prepared,
  newest: string,
): Promise<void> {
  const { context } = stage.app;
  const asked = await findAttempt(context.database.handle, stage.organizationId, newest);
  await resolveAttempt(context, asked as DueAttempt);
  await ask(stage, variation, prepared).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
  });
}
