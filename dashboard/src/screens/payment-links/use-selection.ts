import { useCallback, useRef, useState } from 'react';

export type Selection<Row> = {
  /** Those on the page that are ticked, in its order. */
  readonly chosen: readonly Row[];
  readonly has: (id: string) => boolean;
  /** @param isRange also all between this one and the last that was ticked */
  readonly toggle: (id: string, isRange: boolean) => void;
  readonly toggleAll: () => void;
  readonly clear: () => void;
};

/** Which rows of a page are ticked; one that leaves the page is let go of. */
export function useSelection<Row extends { readonly id: string }>(rows: readonly Row[]): Selection<Row> {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string>(undefined);
  const chosen = rows.filter(({ id }) => ids.has(id));
  const toggle = (id: string, isRange: boolean) => {
    const next = new Set(chosen.map((row) => row.id));
    const isOn = !next.has(id);
    const [from, to] = [last.current, id].map((end) => rows.findIndex((row) => row.id === end));
    const range =
      isRange && from !== undefined && to !== undefined && from >= 0
        ? rows.slice(Math.min(from, to), Math.max(from, to) + 1)
        : [{ id }];
    for (const row of range) isOn ? next.add(row.id) : next.delete(row.id);
    last.current = id;
    setIds(next);
  };
  return {
    chosen,
    has: (id) => ids.has(id),
    toggle,
    toggleAll: () => setIds(new Set(chosen.length === rows.length ? [] : rows.map(({ id }) => id))),
    clear: useCallback(() => setIds(new Set()), []),
  };
}
