/**
 * Which forms on the screen hold something unsaved, and the question whether to leave them. Whoever shows the question
 * registers here, as for the proof of who is there.
 */
type Drop = () => void;
type Ask = () => Promise<boolean>;

const unsaved = new Map<string, Drop>();
const listeners = new Set<() => void>();
let ask: Ask | undefined;

/** Says what a form holds; `undefined` when it holds nothing unsaved. */
export function setUnsaved(form: string, drop: Drop | undefined): void {
  const before = unsaved.size;
  if (drop) unsaved.set(form, drop);
  else unsaved.delete(form);
  if (unsaved.size !== before) for (const listener of listeners) listener();
}

export function hasUnsaved(): boolean {
  return unsaved.size > 0;
}

export function onUnsavedChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Registers who asks; returns how to stop. */
export function onLeaveAsked(next: Ask): () => void {
  ask = next;
  return () => {
    if (ask === next) ask = undefined;
  };
}

/**
 * Whether one may leave what is unsaved: asks when there is anything, and drops it when the answer is yes. While the
 * question stands, only the answer to the latest one counts; earlier ones stay without.
 *
 * @param form the one that is left; all of them when absent
 */
export async function mayLeave(form?: string): Promise<boolean> {
  const left = form === undefined ? [...unsaved.keys()] : unsaved.has(form) ? [form] : [];
  if (left.length === 0) return true;
  if (!(await (ask?.() ?? Promise.resolve(true)))) return false;
  for (const each of left) unsaved.get(each)?.();
  return true;
}
