import { expect } from 'vitest';
import type { Json, Reply } from '#test/support/client.ts';
import { written } from './arithmetic.ts';
import type { Command } from './commands.ts';
import {
  type Answer,
  type Checkout,
  isAtBank,
  isUndecided,
  LinkModel,
  refundedOf,
  renewedUntil,
  transactionStatus,
} from './model.ts';
import {
  answerChallenge,
  createLink,
  items,
  newKey,
  payCheckout,
  readLink,
  type Shop,
  startCheckout,
  wait,
} from './shop.ts';

const mostLinks = 3;

/** One story told to the model and to the shop at once. Each step fails where the two answer differently. */
export class Story {
  readonly #shop: Shop;
  readonly #links: LinkModel[] = [];
  /** In the order of their starts, with the link that each belongs to. */
  readonly #checkouts: { checkout: Checkout; link: LinkModel }[] = [];
  /** What was answered, such as `pay 402 card_declined`: a story in which nothing happens proves nothing. */
  readonly #heard: Set<string>;
  #time = 0;

  constructor(shop: Shop, heard: Set<string>) {
    this.#shop = shop;
    this.#heard = heard;
  }

  /** Does a command where it means something, and compares everything about the link that it touched. */
  async take(command: Command): Promise<void> {
    const touched = await this.#do(command);
    const links = touched === 'all' ? this.#links : touched ? [touched] : [];
    for (const link of links) await this.compare(link);
  }

  async end(): Promise<void> {
    await this.#wait(10);
    for (const link of this.#links) await this.compare(link);
  }

  async #do(command: Command): Promise<LinkModel | 'all' | undefined> {
    switch (command.do) {
      case 'create':
        return this.#create(command);
      case 'wait':
        await this.#wait(command.seconds);
        return 'all';
      case 'start':
      case 'limit':
      case 'switch':
      case 'delete':
      case 'restore':
      case 'end soon':
      case 'end never':
        return this.#withLink(command);
      default:
        return this.#withCheckout(command);
    }
  }

  async #create(command: Extract<Command, { do: 'create' }>): Promise<LinkModel | undefined> {
    if (this.#links.length >= mostLinks) return undefined;
    const { id } = await createLink(this.#shop, command);
    const { currency, isTaxIncluded, maxUses, quantities } = command;
    const lines = items.flatMap((item, index) => {
      const quantity = quantities[index] ?? 0;
      return quantity > 0 ? [{ item, quantity }] : [];
    });
    const link = new LinkModel({ id, lines, currency, isTaxIncluded, maxUses });
    this.#links.push(link);
    return link;
  }

  async #wait(seconds: number): Promise<void> {
    this.#time += seconds;
    await wait(this.#shop, seconds);
    for (const link of this.#links) link.lapse(this.#time);
    for (const { checkout, link } of this.#checkouts) if (isUndecided(checkout)) link.notify(checkout);
  }

  async #withLink(command: Command & { link: number }): Promise<LinkModel | undefined> {
    const link = this.#links[command.link % Math.max(1, this.#links.length)];
    if (!link) return undefined;
    const { client } = this.#shop.merchant;
    const path = `/api/payment-links/${link.id}/`;
    switch (command.do) {
      case 'start':
        await this.#start(link, command.currency);
        break;
      case 'limit': {
        if (link.maxUses === null && command.maxUses !== null && raceForPlaces(link)) return undefined;
        const reply = await client.patch(path, { max_uses: command.maxUses });
        this.#same(command.do, link.changeLimit(command.maxUses), reply);
        break;
      }
      case 'switch':
        this.#same(
          command.do,
          link.switch(command.isActive, this.#time),
          await client.patch(path, { is_active: command.isActive }),
        );
        break;
      case 'delete':
        this.#same(command.do, link.remove(this.#time), await client.delete(path));
        break;
      case 'restore':
        this.#same(command.do, link.restore(this.#time), await client.post(`${path}restore/`));
        break;
      default: {
        const expiresAt = command.do === 'end soon' ? this.#time + 300 : null;
        this.#same(
          command.do,
          link.end(expiresAt),
          await client.patch(path, { expires_at: this.#instant(expiresAt) }),
        );
      }
    }
    return link;
  }

  async #start(link: LinkModel, currency: Extract<Command, { do: 'start' }>['currency']): Promise<void> {
    const startKey = newKey();
    const reply = await startCheckout(this.#shop, link.id, startKey, currency);
    this.#same('start', link.startAt(this.#time), reply);
    if (reply.status !== 201) return;
    const facts = { id: reply.body.checkout_id, token: reply.body.token, startKey, askedCurrency: currency };
    const checkout = link.add({ ...facts, currency: currency ?? link.currency }, this.#time);
    expect(reply.body.amount).toBe(written(checkout.total));
    this.#checkouts.push({ checkout, link });
  }

  async #withCheckout(command: Command & { checkout: number }): Promise<LinkModel | undefined> {
    const paid = this.#checkouts.filter(({ checkout }) => checkout.status === 'paid');
    // Money goes back where there is some, where there is any.
    const chosen = command.do === 'refund' && paid.length > 0 ? paid : this.#checkouts;
    const found = chosen.at(-1 - (command.checkout % Math.max(1, chosen.length)));
    if (!found) return undefined;
    const { checkout, link } = found;
    switch (command.do) {
      case 'repeat start':
        await this.#repeatStart(checkout, link);
        break;
      case 'pay':
        await this.#pay(command, checkout, link);
        break;
      case 'answer challenge':
        if (!isAtBank(checkout)) return undefined;
        link.answerChallenge(checkout, command.isApproved);
        await answerChallenge(this.#shop, checkout, command.isApproved);
        break;
      case 'cancel': {
        const reply = await this.#buyer().post(`/api/checkout/${checkout.token}/cancel/`);
        this.#same(command.do, link.cancel(checkout), reply);
        checkout.transactionId = reply.body.transaction_id ?? checkout.transactionId;
        break;
      }
      case 'renew': {
        // Right after its start a renewal gains as much as real time ran on, which may be a second or not.
        if (checkout.status === 'open' && renewedUntil(checkout, this.#time) === checkout.expiresAt) {
          if (checkout.expiresAt !== checkout.startedAt + 3_600) return undefined;
        }
        this.#same(
          command.do,
          link.renew(checkout, this.#time),
          await this.#buyer().post(`/api/checkout/${checkout.token}/renew/`),
        );
        break;
      }
      case 'refund':
        await this.#refund(command, checkout, link);
    }
    return link;
  }

  /** The same request once more is the same checkout, whatever became of it and of its link. */
  async #repeatStart(checkout: Checkout, link: LinkModel): Promise<void> {
    const reply = await startCheckout(this.#shop, link.id, checkout.startKey, checkout.askedCurrency);
    this.#same('repeat start', { status: 201 }, reply);
    expect(reply.headers.get('idempotent-replayed')).toBe('true');
    expect(reply.body).toMatchObject({ checkout_id: checkout.id, amount: written(checkout.total) });
  }

  async #pay(
    { card, isRepeated }: Extract<Command, { do: 'pay' }>,
    checkout: Checkout,
    link: LinkModel,
  ): Promise<void> {
    const key = newKey();
    const reply = await payCheckout(this.#shop, checkout, card, key);
    const expected = link.pay(checkout, card);
    this.#same('pay', expected, reply);
    if (expected.status === 402) expect(reply.body.attempts_left).toBe(5 - checkout.attempts.length);
    if (reply.status === 200 || reply.status === 202) checkout.transactionId = reply.body.transaction_id;
    if (reply.status === 202) checkout.challengeUrl = reply.body.next_action?.url ?? '';
    if (!isRepeated || (reply.status !== 200 && reply.status !== 402)) return;
    const again = await payCheckout(this.#shop, checkout, card, key);
    this.#same('pay', expected, again);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  }

  async #refund(
    { percent }: Extract<Command, { do: 'refund' }>,
    checkout: Checkout,
    link: LinkModel,
  ): Promise<void> {
    if (checkout.transactionId === '') return;
    const amount = percent === undefined ? undefined : (checkout.total * BigInt(percent)) / 100n;
    const reply = await this.#shop.key.post(
      `/api/transactions/${checkout.transactionId}/refund/`,
      amount === undefined ? {} : { amount: written(amount) },
    );
    const { refund, ...expected } = link.refund(checkout, amount);
    this.#same('refund', expected, reply);
    if (!refund) return;
    expect(reply.body).toMatchObject({ amount: written(refund.amount), tax_amount: written(refund.tax) });
  }

  /** Everything that the server says about the link is what the model says. */
  async compare(link: LinkModel): Promise<void> {
    const wanted = {
      link: {
        status: link.statusAt(this.#time),
        uses: link.uses,
        held: link.held,
        remaining_uses: link.remaining,
        max_uses: link.maxUses,
        paid_count: link.uses,
        revenue: { USD: link.revenue('USD'), EUR: link.revenue('EUR') },
        ...link.sums(),
      },
      preview: {
        ...withCode(link.previewAt(this.#time)),
        ...(link.previewAt(this.#time).status === 200 ? { remaining_uses: link.remaining } : {}),
      },
      checkouts: Object.fromEntries(link.checkouts.map((checkout) => [checkout.id, shown(checkout)])),
    };
    expect(await readLink(this.#shop, link)).toEqual(wanted);
    this.#heard.add(`link ${wanted.link.status}`);
    for (const { status, transaction } of Object.values(wanted.checkouts))
      this.#heard.add(`checkout ${status}, transaction ${transaction?.status ?? 'none'}`);
  }

  #same(what: Command['do'], expected: Answer, reply: Reply<Json>): void {
    const code = reply.status < 400 ? undefined : reply.body.code;
    expect({ status: reply.status, code }, reply.text).toEqual(withCode(expected));
    this.#heard.add([what, reply.status, code].filter(Boolean).join(' '));
  }

  #buyer() {
    return this.#shop.app.client();
  }

  #instant(time: number | null): string | null {
    if (time === null) return null;
    return new Date(this.#shop.app.clock.now().getTime() + (time - this.#time) * 1_000).toISOString();
  }
}

/** Two payments that wait for the bank without a place would race for one; which wins is nobody's promise. */
function raceForPlaces(link: LinkModel): boolean {
  return link.checkouts.filter((each) => isUndecided(each) && !each.hasPlace).length > 1;
}

function withCode({ status, code }: Answer) {
  return { status, code };
}

function shown(checkout: Checkout) {
  return {
    status: checkout.status,
    amount: written(checkout.total),
    tax: written(checkout.tax),
    currency: checkout.currency,
    attempts: checkout.attempts,
    transaction:
      checkout.transaction === 'none'
        ? null
        : {
            status: transactionStatus(checkout),
            gross_amount: written(checkout.total),
            tax_amount: written(checkout.tax),
            refunded_amount: written(refundedOf(checkout).amount),
          },
  };
}
