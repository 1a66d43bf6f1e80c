import { newKey } from '../lib/new-key.ts';

/**
 * What somebody typed and has not saved, kept by this tab under the organization, the person and the form. It outlives a
 * reload and the end of a session; nobody else who signs in here is shown it.
 */
export type Values = Readonly<Record<string, unknown>>;

export type Draft = {
  /** What was stored when it was typed over. */
  readonly base: Values;
  readonly typed: Values;
};

type Owner = {
  readonly user: { readonly id: string };
  readonly organization: { readonly id: string };
};

const start = 'draft:';

export function draftKey({ organization, user }: Owner, form: string): string {
  return `${start}${user.id}:${organization.id}:${form}`;
}

/** The draft as it was kept; `undefined` when there is none that can be read. */
export function readDraft(key: string): Draft | undefined {
  try {
    const draft: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    return isDraft(draft) ? draft : undefined;
  } catch {
    // Storage may be forbidden, or hold what is no draft.
    return undefined;
  }
}

function isDraft(value: unknown): value is Draft {
  const { base, typed } = (value ?? {}) as { base?: unknown; typed?: unknown };
  return [base, typed].every((part) => typeof part === 'object' && part !== null && !Array.isArray(part));
}

export function keepDraft(key: string, draft: Draft): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Storage may be full or forbidden; then what is typed lasts no longer than the page.
  }
}

export function dropDraft(key: string): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // As above.
  }
}

/** Drops everything that this tab keeps of one person. */
export function dropDraftsOf(userId: string): void {
  try {
    const own = Object.keys(sessionStorage).filter((key) => key.startsWith(`${start}${userId}:`));
    for (const key of own) sessionStorage.removeItem(key);
  } catch {
    // As above.
  }
}

/** What is written here only makes an event in every other tab of this browser. */
const signOutMark = 'signed-out';

/** Somebody chose to sign out: no tab of this browser keeps what they typed. */
export function dropDraftsEverywhere(userId: string): void {
  dropDraftsOf(userId);
  try {
    localStorage.setItem(signOutMark, `${userId} ${newKey()}`);
  } catch {
    // As above.
  }
}

/** Drops the drafts of whoever signs out in another tab. */
export function watchSignOut(): void {
  addEventListener('storage', ({ key, newValue }) => {
    const userId = key === signOutMark ? newValue?.split(' ')[0] : undefined;
    if (userId) dropDraftsOf(userId);
  });
}

export type Merged = {
  readonly values: Values;
  /** Fields that were typed over, and changed elsewhere to something else meanwhile. */
  readonly conflicts: readonly string[];
};

/** What of a field's value counts as typed by somebody, to compare it with another. */
export type Essence = (field: string, value: unknown) => unknown;

/** What the form shows: what was typed where something was, else what is stored now. */
export function mergeDraft(
  stored: Values,
  { base, typed }: Draft,
  essence: Essence = (_field, value) => value,
): Merged {
  const values: Record<string, unknown> = { ...stored };
  const conflicts: string[] = [];
  for (const [field, now] of Object.entries(stored)) {
    const mine = typed[field];
    // Of an older version of the app, in which the field was another one.
    const isReadable = typeof mine === typeof now && Array.isArray(mine) === Array.isArray(now);
    if (!isReadable) continue;
    const [typedOne, formerOne, storedOne] = [mine, base[field], now].map((value) => essence(field, value));
    if (isSame(typedOne, formerOne)) continue;
    values[field] = mine;
    if (!isSame(storedOne, formerOne) && !isSame(storedOne, typedOne)) conflicts.push(field);
  }
  return { values, conflicts };
}

/** For values of forms: texts, and lists of records of them. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
