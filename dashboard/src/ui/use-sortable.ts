import { type KeyboardEvent, type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { moved } from '@/lib/moved.ts';

type Held = { readonly key: string; readonly order: readonly string[]; readonly by: 'key' | 'pointer' };

type Sortable = {
  /** As it is shown, which is ahead of what is stored while a row is held. */
  readonly order: readonly string[];
  readonly heldKey: string | undefined;
  /** For the handle of a row; the row is its next `li`. */
  readonly handleOf: (key: string) => {
    readonly 'aria-pressed': boolean;
    readonly onKeyDown: (event: KeyboardEvent<HTMLButtonElement>) => void;
    readonly onPointerDown: (event: PointerEvent<HTMLButtonElement>) => void;
  };
  /** What happened last, for those who cannot see it. */
  readonly said: string;
};

/**
 * A list whose rows can be moved: dragged by their handle, or taken with Space, moved with the arrows and put down with
 * Space again. Escape puts a row back.
 */
export function useSortable(
  keys: readonly string[],
  nameOf: (key: string) => string,
  onOrder: (order: readonly string[]) => void,
): Sortable {
  const [held, setHeld] = useState<Held>();
  const [said, setSaid] = useState('');
  const handle = useRef<HTMLButtonElement>(undefined);
  const order = held?.order ?? keys;

  // A row that moves in the document loses the focus of its handle.
  useLayoutEffect(() => {
    if (held?.by === 'key') handle.current?.focus();
  }, [held]);

  const placeOf = (key: string, of: readonly string[]) =>
    `${nameOf(key)}, ${of.indexOf(key) + 1} of ${of.length}`;
  const drop = (dropped: Held) => {
    setHeld(undefined);
    if (dropped.order.join() === keys.join()) return;
    setSaid(`${placeOf(dropped.key, dropped.order)}. Put down.`);
    onOrder(dropped.order);
  };

  const latest = useRef({ held, drop });
  latest.current = { held, drop };
  const isDragged = held?.by === 'pointer';
  useEffect(() => {
    if (!isDragged) return;
    const follow = ({ clientY }: globalThis.PointerEvent) => {
      const list = handle.current?.closest('li')?.parentElement;
      if (!list) return;
      setHeld((now) => {
        if (!now) return now;
        const rows = [...list.children].filter((row) => !row.contains(handle.current ?? null));
        const place = rows.filter((row) => middleOf(row) < clientY).length;
        return { ...now, order: moved(now.order, now.key, place) };
      });
    };
    const end = () => latest.current.held && latest.current.drop(latest.current.held);
    const giveUp = (event: globalThis.KeyboardEvent) => event.key === 'Escape' && setHeld(undefined);
    addEventListener('pointermove', follow);
    addEventListener('pointerup', end);
    addEventListener('pointercancel', end);
    addEventListener('keydown', giveUp);
    return () => {
      removeEventListener('pointermove', follow);
      removeEventListener('pointerup', end);
      removeEventListener('pointercancel', end);
      removeEventListener('keydown', giveUp);
    };
  }, [isDragged]);

  const onKeyDown = (key: string) => (event: KeyboardEvent<HTMLButtonElement>) => {
    handle.current = event.currentTarget;
    const isHeld = held?.key === key;
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      if (held && isHeld) return drop(held);
      setHeld({ key, order: keys, by: 'key' });
      setSaid(`${placeOf(key, keys)}. Taken: arrows move it, Space puts it down, Escape puts it back.`);
    }
    if (!held || !isHeld) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      setHeld(undefined);
      setSaid(`${placeOf(key, keys)}. Put back.`);
    }
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = moved(held.order, key, held.order.indexOf(key) + step);
    setHeld({ ...held, order: next });
    setSaid(`${placeOf(key, next)}.`);
  };

  return {
    order,
    heldKey: held?.key,
    said,
    handleOf: (key) => ({
      'aria-pressed': held?.key === key,
      onKeyDown: onKeyDown(key),
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        handle.current = event.currentTarget;
        setHeld({ key, order: keys, by: 'pointer' });
      },
    }),
  };
}

function middleOf(row: Element): number {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}
