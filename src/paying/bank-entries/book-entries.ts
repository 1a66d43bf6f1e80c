import { decideMatch } from '#paying/bank-transfers/decide-match.ts';
import { markSettled } from '#paying/bank-transfers/mark-refunds.ts';
import type { MatchDecision } from '#paying/bank-transfers/match-decision.ts';
import { depositEntry, depositReturnedEntry, type Entry } from '#paying/ledger/ledger.ts';
import { writeEntries } from '#paying/ledger/write-entries.ts';
import { countOnce } from '#paying/statements/count-once.ts';
import type { EntryIdentity } from '#paying/statements/entry-identity.ts';
import { createOccurrences, type Occurrence } from '#paying/statements/occurrences.ts';
import { readStatements } from '#paying/statements/read-statements.ts';
import type { Statement, StatementEntry } from '#paying/statements/statement.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { Handle } from '#platform/db/database.ts';
import type { Clock } from '#platform/kit/clock.ts';
import { addDays, type Day, dayOf } from '#platform/kit/days.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import {
  batchOf,
  type NewEntry,
  type Payment,
  paymentsOf,
  transferEntryOf,
  withoutWords,
} from './bank-entry.ts';
import {
  deleteEntry,
  insertBankEntries,
  readCounts,
  type SameMovement,
  selectSameMovement,
  tellMore,
} from './entry-store.ts';
import { createKeptCounts } from './kept-counts.ts';
import { createKnownMoney, type KnownTransfer, type Named, namedIn } from './known-money.ts';
import { selectRefunds, selectTransfers } from './known-money-store.ts';
import { insertMatches, type NewMatch } from './match-store.ts';
import type { SoundDocument } from './open-statement.ts';
import { accountKey, likelyIban, namesOf } from './statement-account.ts';
import { type Kept, type Likeness, likenessOf } from './told-before.ts';
import { type Asked, selectAccounts, selectKept, setToldBefore } from './told-before-store.ts';

/** How many payments of a file are what. */
export type Tally = {
  entries: number;
  matched: number;
  unmatched: number;
  duplicates: number;
  ignored: number;
  onItsWay: number;
};

/** Something that a person at the merchant's has to know of. */
export type Notice = {
  readonly kind: 'taken_back' | 'refund_returned';
  readonly entryId: string;
  readonly transactionId: string | null;
  readonly refundId: string | null;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly reason: string | null;
};

export type Booked = {
  readonly tally: Tally;
  /** Whose money changed. */
  readonly attemptIds: ReadonlySet<string>;
  /** Whose debit or return was seen. */
  readonly refundIds: ReadonlySet<string>;
  readonly notices: readonly Notice[];
  /** The days of entries that a statement books so far ahead that they are no money yet. */
  readonly tooEarly: Day[];
  /** Booked entries whose parts do not add up to them. */
  readonly batchesApart: BatchApart[];
};

/** A batch as it stands in its document. */
export type BatchApart = { readonly file: string; readonly entry: StatementEntry };

/** Before a weekend and holidays banks book on the next day that they work. */
const mostDaysAhead = 4;

function isTooEarly({ status, bookedOn }: StatementEntry, lastDay: Day): boolean {
  return status === 'booked' && bookedOn !== null && bookedOn > lastDay;
}

type Place = { readonly statement: Statement; readonly entry: StatementEntry };
type NamedPayment = { readonly payment: Payment; readonly named: Named };
type NamedPlace = Place & { readonly payments: readonly NamedPayment[] };
type Counted = Place & {
  readonly identity: EntryIdentity | null;
  readonly payments: readonly NamedPayment[];
};

/** So many are decided at a stretch and written together; others wait that long for the processor. */
const chunkEntries = 200;

/**
 * A step: keeps the entries of documents that were checked, each that is money once whatever else was handed in, and says what
 * each is. The caller holds the lock of the organization's entries.
 */
export async function bookEntries(
  tx: Handle,
  of: {
    readonly organizationId: string;
    readonly mode: Mode;
    readonly statementId: string;
    readonly fileName: string;
    readonly ownIbans: readonly string[];
  },
  documents: readonly SoundDocument[],
  clock: Clock,
): Promise<Booked> {
  const known = await selectAccounts(tx, of.organizationId, of.mode);
  for (const { statements } of documents)
    known.push(...statements.map(({ account }) => accountKey(account, of.ownIbans)));
  const book = createBook(tx, { ...of, knownAccounts: [...new Set(known)] }, clock);
  const lastDay = addDays(dayOf(clock.now(), 'UTC'), mostDaysAhead);
  for (const { document, options } of documents) {
    // Each document counts as a file of its own.
    book.beginDocument();
    const occurrenceOf = createOccurrences();
    const statementOf = withAccountKeys(of.ownIbans);
    let chunk: (Place & { occurrence: ReturnType<typeof occurrenceOf> })[] = [];
    for await (const portion of readStatements(document, options)) {
      for (const part of portion) {
        if (part.part !== 'entry') continue;
        const statement = statementOf(part.statement);
        const entry = isTooEarly(part.entry, lastDay)
          ? { ...part.entry, status: 'pending' as const }
          : part.entry;
        if (entry !== part.entry) book.booked.tooEarly.push(part.entry.bookedOn ?? '');
        if (entry.batch === 'inconsistent' && entry.status === 'booked')
          book.booked.batchesApart.push({ file: document.name, entry });
        chunk.push({ statement, entry, occurrence: occurrenceOf(statement, entry) });
        if (chunk.length < chunkEntries) continue;
        await book.take(chunk);
        chunk = [];
      }
    }
    await book.take(chunk);
  }
  return book.booked;
}

/** The same statement is the same object each time: what is counted goes by that. */
function withAccountKeys(ownIbans: readonly string[]): (statement: Statement) => Statement {
  let [known, mapped]: [Statement | undefined, Statement | undefined] = [undefined, undefined];
  return (statement) => {
    if (statement === known && mapped) return mapped;
    const account = { ...statement.account, id: accountKey(statement.account, ownIbans) };
    [known, mapped] = [statement, { ...statement, account }];
    return mapped;
  };
}

function createBook(
  tx: Handle,
  of: {
    readonly organizationId: string;
    readonly mode: Mode;
    readonly statementId: string;
    readonly fileName: string;
    readonly ownIbans: readonly string[];
    readonly knownAccounts: readonly string[];
  },
  clock: Clock,
) {
  const { organizationId, mode, statementId } = of;
  const counts = createKeptCounts();
  const money = createKnownMoney();
  const tally: Tally = { entries: 0, matched: 0, unmatched: 0, duplicates: 0, ignored: 0, onItsWay: 0 };
  const attemptIds = new Set<string>();
  const refundIds = new Set<string>();
  const notices: Notice[] = [];
  /** Bare entries that this document told already, so that another of it is other money. */
  const isTold = new Set<string>();
  /** What other documents told of the days and amounts at hand, without what this one told again. */
  let kept: readonly Kept[] = [];
  let firstId = '';
  let entries: NewEntry[] = [];
  let matches: NewMatch[] = [];
  let postings: (Entry & { readonly id: string })[] = [];
  const newId = () => uuidv7(clock.now());

  async function learnDays(places: readonly Place[]): Promise<void> {
    const missing = new Map<string, { account: string; day: string }>();
    for (const { statement, entry } of places) {
      const [account, day] = [statement.account.id, entry.bookedOn];
      if (day !== null && !counts.isKnown(account, day)) missing.set(`${day} ${account}`, { account, day });
    }
    const days = [...missing.values()];
    if (days.length === 0) return;
    for (const { account, day } of days) counts.begin(account, day);
    await readCounts(tx, organizationId, mode, days, counts.learn);
  }

  async function learnMoney(named: readonly Named[]): Promise<void> {
    const missing = money.missingOf(named);
    const { references, refundIds: ids } = missing;
    if (references.length === 0 && ids.length === 0) return;
    money.learn(missing, {
      transfers: references.length > 0 ? await selectTransfers(tx, organizationId, mode, references) : [],
      refunds: ids.length > 0 ? await selectRefunds(tx, organizationId, mode, ids) : [],
    });
  }

  async function flush(): Promise<void> {
    const now = clock.now();
    await insertBankEntries(tx, entries, now);
    await insertMatches(tx, matches, now);
    await writeEntries(tx, organizationId, postings, clock.offsetMs);
    [entries, matches, postings] = [[], [], []];
  }

  function addMatch(entryId: string, transfer: KnownTransfer, amountMinor: bigint): void {
    const { attemptId, transactionId, currency } = transfer;
    const id = newId();
    matches.push({
      ...{ organizationId, id, mode, entryId, attemptId, transactionId, currency, amountMinor },
      matchedBy: 'reference',
    });
    const about = { mode, currency, transactionId, bankMatchId: id };
    const posting =
      amountMinor > 0n ? depositEntry(about, amountMinor) : depositReturnedEntry(about, -amountMinor);
    postings.push({ ...posting, id: newId() });
    money.receive(transfer, amountMinor);
    attemptIds.add(attemptId);
  }

  /** What a decision makes of a payment; gives how the entry is written. */
  async function settle(entryId: string, payment: Payment, decision: MatchDecision) {
    switch (decision.outcome) {
      case 'matched': {
        for (const share of decision.shares)
          addMatch(entryId, money.transfer(share.reference) as KnownTransfer, share.amountMinor);
        return { status: 'matched' as const, reasons: decision.reasons, why: null, refundId: null };
      }
      case 'taken_back': {
        const transfer = money.transfer(decision.reference) as KnownTransfer;
        addMatch(entryId, transfer, -decision.amountMinor);
        notices.push(noticeOf('taken_back', entryId, payment, { transactionId: transfer.transactionId }));
        return { status: 'matched' as const, reasons: decision.reasons, why: null, refundId: null };
      }
      case 'refund_sent':
      case 'refund_returned':
        return settleRefundEntry(entryId, payment, decision);
      case 'on_its_way':
        return { status: 'on_its_way' as const, reasons: decision.reasons, why: null, refundId: null };
      case 'unmatched':
        return {
          status: 'unmatched' as const,
          reasons: [],
          why: payment.details.batch === 'inconsistent' ? ('batch_differs' as const) : decision.why,
          refundId: null,
        };
      case 'ignored':
        return { status: 'ignored' as const, reasons: [], why: decision.why, refundId: null };
    }
  }

  async function settleRefundEntry(
    entryId: string,
    payment: Payment,
    { outcome, endToEndId, reasons }: Extract<MatchDecision, { outcome: 'refund_sent' | 'refund_returned' }>,
  ) {
    const refund = money.refund(endToEndId);
    const refundId = refund?.refundId ?? '';
    if (outcome === 'refund_sent' && refund?.state === 'sent')
      return { status: 'unmatched' as const, reasons, why: 'refund_sent_before' as const, refundId: null };
    if (refund?.state === 'withdrawn')
      return { status: 'unmatched' as const, reasons, why: 'refund_withdrawn' as const, refundId: null };
    const status = outcome === 'refund_sent' ? 'sent' : 'returned';
    await markSettled(tx, organizationId, refundId, { status, entryId }, clock.now());
    money.settle(refundId);
    refundIds.add(refundId);
    if (status === 'returned') notices.push(noticeOf('refund_returned', entryId, payment, { refundId }));
    return { status: 'matched' as const, reasons, why: null, refundId };
  }

  async function decide(place: Place, payment: Payment, named: Named): Promise<NewEntry> {
    const id = newId();
    const decision = decideMatch(transferEntryOf(payment), money.knownOf(named));
    const doubt = await doubtOf(place, payment, decision);
    const settled = doubt
      ? { status: 'unmatched' as const, reasons: [doubt], why: doubt.code, refundId: null }
      : await settle(id, payment, decision);
    const details = settled.why === 'own_payment' ? withoutWords(payment.details) : payment.details;
    const { direction, amountMinor, currency, bookedOn, valueOn, line, number } = payment;
    const { status, reasons, why, refundId } = settled;
    const { account, kind } = place.statement;
    return {
      organizationId,
      mode,
      statementId,
      account: account.id,
      kind,
      id,
      status,
      reasons,
      why,
      refundId,
      direction,
      amountMinor,
      currency,
      bookedOn,
      valueOn,
      line,
      number,
      details,
      identity: null,
      batchId: null,
    };
  }

  /** Why what would count is left to a person: it may be counted already, or be none of ours. */
  async function doubtOf(
    { statement }: Place,
    payment: Payment,
    { outcome }: MatchDecision,
  ): Promise<Doubt | undefined> {
    const counts = outcome !== 'ignored' && outcome !== 'on_its_way';
    if (!counts || payment.status !== 'booked') return undefined;
    const like = kept.flatMap((each) => {
      const by = isTold.has(each.id) || each.isIdle ? undefined : likenessOf(payment, each);
      return by ? [{ ...each, by }] : [];
    });
    const before = like.find(({ isDecided }) => isDecided) ?? (outcome === 'unmatched' ? like[0] : undefined);
    if (before) {
      isTold.add(before.id);
      return { code: 'told_before', day: before.day, fileName: before.fileName, by: before.by };
    }
    const { id: account } = statement.account;
    const iban = likelyIban(account, of.ownIbans);
    if (iban && outcome !== 'unmatched') return { code: 'account_unsure', account, iban };
    const [waiting] = like;
    // Of two that are likely one, the one that names its payment counts.
    if (waiting) {
      isTold.add(waiting.id);
      const reason = { code: 'told_before', day: payment.bookedOn, fileName: of.fileName, by: waiting.by };
      await setToldBefore(tx, organizationId, [waiting.id], reason);
    }
    return undefined;
  }

  /** Reads what other documents told of this money in other words. */
  async function learnKept(chunk: readonly (NamedPlace & { occurrence: Occurrence | undefined })[]) {
    const asked = new Map<string, Asked>();
    const told = new Map<string, number>();
    for (const { occurrence, statement, entry, payments } of chunk) {
      if (!occurrence) continue;
      const { identity, before } = occurrence;
      const { id } = statement.account;
      told.set(contentKey(id, identity.day, identity.content), before.ofContent + 1);
      if (counts.of(id, identity.day).ofContent(identity.content) > before.ofContent) continue;
      for (const { payment } of payments) {
        if (payment.direction === 'debit' && !namesMoney(payment, entry)) continue;
        for (const account of namesOf(id, of.knownAccounts, of.ownIbans)) {
          const { amountMinor } = payment;
          asked.set(`${identity.day} ${amountMinor} ${account}`, { account, day: identity.day, amountMinor });
        }
      }
    }
    kept = asked.size === 0 ? [] : await selectKept(tx, of, [...asked.values()], firstId);
    const wholes = new Map<string, Set<string>>();
    for (const { id, wholeId, content, account, day } of kept) {
      if (content === null) continue;
      const key = contentKey(account, day, content);
      const alike = wholes.get(key) ?? new Set();
      wholes.set(key, alike);
      // As often as this document tells the very same, it is told again by that.
      if (alike.has(wholeId) || alike.size < (told.get(key) ?? 0)) {
        alike.add(wholeId);
        isTold.add(id);
      }
    }
  }

  function common({ statement }: Place) {
    return { organizationId, mode, statementId, account: statement.account.id, kind: statement.kind };
  }

  /** Gives the id under which it is counted. */
  async function keep({ identity, payments, ...place }: Counted): Promise<string | undefined> {
    const decided: NewEntry[] = [];
    for (const { payment, named } of payments) decided.push(await decide(place, payment, named));
    for (const { status } of decided) countIn(tally, status);
    const [first] = decided;
    if (place.entry.batch !== 'complete') {
      // What is no money yet and nothing of ours comes again with every file.
      if (first && (identity || first.status === 'on_its_way')) entries.push({ ...first, identity });
      return first?.id;
    }
    if (!identity) {
      entries.push(...decided.filter(({ status }) => status === 'on_its_way'));
      return undefined;
    }
    const whole = batchOf(place.entry);
    const id = newId();
    const isOurs = decided.some(({ status }) => status !== 'ignored');
    entries.push({
      ...{ ...common(place), ...whole, id, identity, batchId: null, refundId: null, reasons: [] },
      ...(isOurs
        ? { status: 'batch' as const, why: null }
        : { status: 'ignored' as const, why: first?.why ?? null, details: withoutWords(whole.details) }),
    });
    if (isOurs) entries.push(...decided.map((part) => ({ ...part, batchId: id })));
    return id;
  }

  /** Kept entries of the same movement that may be this one: those that name other payments are other money. */
  async function findSame(
    place: NamedPlace,
    identity: EntryIdentity,
    which: 'all' | 'bare',
  ): Promise<SameMovement[]> {
    await flush();
    const account = place.statement.account.id;
    const found = await selectSameMovement(tx, organizationId, mode, account, identity, which);
    const named = referencesOf(place.payments);
    return found
      .map((each) => ({ each, namesAlike: compareNames(named, referencesIn(place.entry, each)) }))
      .filter(({ namesAlike }) => namesAlike !== 'other')
      .sort((one, other) => Number(other.namesAlike === 'same') - Number(one.namesAlike === 'same'))
      .map(({ each }) => each);
  }

  async function findBare(place: NamedPlace, identity: EntryIdentity): Promise<SameMovement | undefined> {
    const bare = await findSame(place, identity, 'bare');
    return bare.find(({ isBatch }) => isBatch === (place.entry.batch !== 'none')) ?? bare[0];
  }

  /** A bare entry is told apart by what the bank adds in its own words alone. */
  async function isOther(place: NamedPlace, { identity, scope }: Occurrence): Promise<boolean> {
    if (!identity.isBare || place.payments.every(({ named }) => money.knownOf(named).transfers.length === 0))
      return false;
    const same = (await findSame(place, identity, 'all')).find(({ id }) => !isTold.has(`${scope} ${id}`));
    if (same) isTold.add(`${scope} ${same.id}`);
    return same === undefined;
  }

  /** A bare entry was kept before, whose place this one takes. */
  async function complete(counted: Counted & { readonly identity: EntryIdentity }, place: SameMovement) {
    const { entry, identity } = counted;
    isTold.add(place.id);
    if (!place.isDecided) {
      await deleteEntry(tx, organizationId, place.id);
      await keep(counted);
      return;
    }
    // Its money is where it belongs already.
    const whole = entry.batch === 'none' ? (paymentsOf(entry)[0] as Payment) : batchOf(entry);
    await tellMore(tx, organizationId, place.id, { details: whole.details, identity });
    tally.duplicates += 1;
    tally.entries += 1;
  }

  return {
    booked: {
      ...{ tally, attemptIds, refundIds, notices },
      tooEarly: [] as Day[],
      batchesApart: [] as BatchApart[],
    } satisfies Booked,
    beginDocument(): void {
      isTold.clear();
      firstId = newId();
    },
    async take(
      chunk: readonly (Place & {
        readonly occurrence: Occurrence | undefined;
      })[],
    ): Promise<void> {
      await learnDays(chunk);
      const named = chunk.map((place) => ({ ...place, payments: namedPaymentsOf(place.entry) }));
      // All that the chunk names is read at once.
      await learnMoney(named.flatMap(({ payments }) => payments.map((each) => each.named)));
      await learnKept(named);
      for (const { occurrence, ...place } of named) {
        const account = place.statement.account.id;
        const identity = occurrence?.identity ?? null;
        if (!occurrence || !identity) {
          await keep({ ...place, identity });
          continue;
        }
        const verdict = countOnce(identity, counts.of(account, identity.day), occurrence.before);
        const bare = verdict === 'completes' ? await findBare(place, identity) : undefined;
        if (verdict === 'duplicate' && !(await isOther(place, occurrence))) {
          const count = Math.max(1, place.payments.length);
          tally.duplicates += count;
          tally.entries += count;
        } else if (bare) {
          counts.complete(account, identity);
          await complete({ ...place, identity }, bare);
        } else {
          counts.keep(account, identity);
          const id = await keep({ ...place, identity });
          if (id && identity.isBare) isTold.add(`${occurrence.scope} ${id}`);
        }
      }
      await flush();
    },
  };
}

function namedPaymentsOf(entry: StatementEntry): NamedPayment[] {
  return paymentsOf(entry).map((payment) => ({ payment, named: namedIn(transferEntryOf(payment)) }));
}

type Doubt =
  | {
      readonly code: 'told_before';
      readonly day: string;
      readonly fileName: string | null;
      readonly by: Likeness;
    }
  | { readonly code: 'account_unsure'; readonly account: string; readonly iban: string };

function contentKey(account: string, day: string, content: string): string {
  return `${account} ${day} ${content}`;
}

/** The merchant's own payments are nobody's business here. */
function namesMoney({ details }: Payment, { isReversal }: StatementEntry): boolean {
  return isReversal || details.returnReason !== null;
}

/** Whether two entries that are alike name the same payments; `unknown` where one of them names none. */
function compareNames(one: readonly string[], other: readonly string[]): 'same' | 'other' | 'unknown' {
  if (one.length === 0 || other.length === 0) return 'unknown';
  return one.some((reference) => other.includes(reference)) ? 'same' : 'other';
}

function referencesOf(payments: readonly NamedPayment[]): string[] {
  return payments.flatMap(({ named }) => named.references);
}

function referencesIn({ direction, amountMinor, currency }: StatementEntry, { details }: SameMovement) {
  return namedIn(transferEntryOf({ direction, amountMinor, currency, status: 'booked', details })).references;
}

function noticeOf(
  kind: Notice['kind'],
  entryId: string,
  { amountMinor, currency, details }: Payment,
  about: { readonly transactionId?: string; readonly refundId?: string },
): Notice {
  const { transactionId = null, refundId = null } = about;
  return { kind, entryId, transactionId, refundId, amountMinor, currency, reason: details.returnReason };
}

function countIn(tally: Tally, status: NewEntry['status']): void {
  tally.entries += 1;
  if (status === 'on_its_way') tally.onItsWay += 1;
  else if (status !== 'batch') tally[status] += 1;
}
