import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type DefaultValues, type FieldValues, type UseFormReturn, useForm } from 'react-hook-form';
import { useAccount } from '@/use-account.ts';
import {
  type Draft,
  draftKey,
  dropDraft,
  isSame,
  keepDraft,
  mergeDraft,
  readDraft,
  type Values,
} from './drafts.ts';
import { type Conflict, type KeptFields, readerOf } from './kept-fields.ts';
import { mayLeave, setUnsaved } from './unsaved.ts';

type KeptFormOptions<Typed> = {
  /** What is filled in, such as `edit-link:<id>`. Two forms of one name are never shown at once. */
  readonly name: string;
  /** As it is stored, or as an empty form begins. */
  readonly stored: Typed;
  /** Read once. */
  readonly fields: KeptFields<Typed>;
};

export type Kept<Typed> = {
  /** What was typed is here again after a reload or a new session. */
  readonly isRestored: boolean;
  readonly conflicts: readonly Conflict[];
  /** Whether the field differs from what is stored. */
  readonly isTouched: (field: keyof Typed) => boolean;
  /** Everything is saved; `stored` is how it reads by now, when that may differ from what was typed. */
  readonly done: (stored?: Typed) => void;
  /** Back to what is stored. */
  readonly discard: () => void;
  /** Discards, then goes on. */
  readonly cancel: (then: () => void) => void;
  /** Goes on when nothing is unsaved, or when whoever is asked says so. */
  readonly leave: (then: () => void) => void;
};

/** Putting values in place is no reason to forget what was found wrong with others. */
const asBefore = { keepErrors: true, keepTouched: true, keepIsSubmitted: true, keepSubmitCount: true };

/**
 * A form of several fields that loses nothing without a word. What is typed is kept until it is saved or discarded, and
 * is there again, and says so, for the same person in the same organization. What is changed elsewhere meanwhile is taken
 * over where nothing was typed, and said where something was.
 */
export function useKeptForm<Typed extends FieldValues>({
  name,
  stored,
  fields,
}: KeptFormOptions<Typed>): {
  readonly form: UseFormReturn<Typed>;
  readonly kept: Kept<Typed>;
} {
  const key = draftKey(useAccount(), name);
  const form = useForm<Typed>({ defaultValues: stored as DefaultValues<Typed> });
  const { getValues, reset, subscribe } = form;
  const [{ pick, essence, areSame, conflictOf }] = useState(() => readerOf(fields));
  const known = useRef<Typed>(stored);
  /** What fields in conflict were when they were typed over. */
  const origins = useRef<Values>({});
  /** Between putting the stored values in place and the typed ones. */
  const isShowing = useRef(false);
  const [isRestored, setRestored] = useState(false);
  const [conflicts, setConflicts] = useState<readonly string[]>([]);

  const settle = useCallback(
    (next: Typed) => {
      known.current = next;
      origins.current = {};
      setRestored(false);
      setConflicts([]);
      dropDraft(key);
      setUnsaved(key, undefined);
      reset(next);
    },
    [key, reset],
  );

  /** Shows what was typed over what is stored now, and tells whether that is any different. */
  const show = useCallback(
    (now: Typed, draft: Draft) => {
      const { values, conflicts } = mergeDraft(pick(now), draft, essence);
      known.current = now;
      origins.current = Object.fromEntries(conflicts.map((field) => [field, draft.base[field]]));
      setConflicts(conflicts);
      const all = { ...getValues(), ...values };
      isShowing.current = true;
      reset(now, asBefore);
      isShowing.current = false;
      reset(all, { ...asBefore, keepDefaultValues: true });
      return !areSame(values, now);
    },
    [getValues, reset, pick, essence, areSame],
  );

  useLayoutEffect(() => {
    const draft = readDraft(key);
    if (draft) setRestored(show(known.current, draft));
  }, [key, show]);

  useEffect(() => {
    const look = () => {
      if (isShowing.current) return;
      const typed = pick(getValues());
      if (areSame(typed, known.current)) {
        dropDraft(key);
        setUnsaved(key, undefined);
        setRestored(false);
        setConflicts([]);
      } else {
        keepDraft(key, { base: { ...pick(known.current), ...origins.current }, typed });
        setUnsaved(key, () => settle(known.current));
      }
    };
    look();
    const stop = subscribe({ formState: { values: true }, callback: look });
    return () => {
      stop();
      setUnsaved(key, undefined);
    };
  }, [key, getValues, subscribe, settle, pick, areSame]);

  const storedText = JSON.stringify(stored);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stored` is made anew each time; its text tells a change
  useEffect(() => {
    if (isSame(stored, known.current)) return;
    show(stored, { base: { ...pick(known.current), ...origins.current }, typed: pick(getValues()) });
  }, [storedText, show, getValues, pick]);

  const discard = () => settle(known.current);
  return {
    form,
    kept: {
      isRestored,
      conflicts: conflicts.map((field) => conflictOf(field, known.current[field])),
      isTouched: (field) => !isSame(getValues()[field], known.current[field]),
      done: (next = getValues()) => settle(next),
      discard,
      cancel: (then) => {
        discard();
        then();
      },
      leave: (then) => void mayLeave(key).then((may) => may && then()),
    },
  };
}
