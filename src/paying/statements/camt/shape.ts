/** An amount as it is written, with its attribute `Ccy`. */
export type AmountText = {
  readonly text: string;
  readonly currency: string | null;
  readonly line: number;
};

/** Something that is read of an element; `paths` are names of elements, one within the other, parted by strokes. */
type Field<Value> = {
  readonly kind: 'line' | 'text' | 'texts' | 'amount' | 'amounts' | 'elements' | 'handed_on';
  readonly paths: readonly string[];
  /** What is told where it is missing. */
  readonly nothing: Value;
  /** What is read of each, where it is an element of its own. */
  readonly shape?: Shape;
};

type Fields = Readonly<Record<string, Field<unknown>>> & { readonly line: Field<number> };

/** What was read of an element. */
export type Told<Of extends Fields = Fields> = { readonly [Name in keyof Of]: Of[Name]['nothing'] };

/** What is read of a kind of element: everything else in it is read past. */
export type Shape<Of extends Fields = Fields> = {
  readonly first: Step;
  readonly nothing: Told<Of>;
};

/** An element on the way to what is read. */
export type Step = {
  readonly next: Map<string, Step>;
  place: Place | null;
};

/** Where what stands in an element is told. */
export type Place = {
  readonly name: string;
  readonly kind: Field<unknown>['kind'];
  readonly shape: Shape | null;
};

/** Where the element begins. Every shape has it, by the name `line`. */
export const line: Field<number> = { kind: 'line', paths: [], nothing: 0 };

/** The first text that is not empty, without space around it; banks write it at one of the paths. */
export function text(...paths: readonly string[]): Field<string | null> {
  return { kind: 'text', paths, nothing: null };
}

/** All texts that are not empty. */
export function texts(path: string): Field<readonly string[]> {
  return { kind: 'texts', paths: [path], nothing: [] };
}

export function amount(path: string): Field<AmountText | null> {
  return { kind: 'amount', paths: [path], nothing: null };
}

export function amounts(path: string): Field<readonly AmountText[]> {
  return { kind: 'amounts', paths: [path], nothing: [] };
}

export function elements<Of extends Fields>(path: string, shape: Shape<Of>): Field<readonly Told<Of>[]> {
  return { kind: 'elements', paths: [path], nothing: [], shape };
}

/** Elements that are handed on as they end, so that many need no more memory than one. */
export function handedOn(path: string, shape: Shape): Field<null> {
  return { kind: 'handed_on', paths: [path], nothing: null, shape };
}

export function shape<const Of extends Fields>(fields: Of): Shape<Of> {
  const first = newStep();
  // A copy of what was written down: an object that is put together name by name is slow from its thirteenth on.
  const nothing: Record<string, unknown> = { ...fields };
  for (const [name, { kind, paths, nothing: none, shape: inner = null }] of Object.entries(fields)) {
    nothing[name] = none;
    for (const path of paths) stepAt(first, path).place = { name, kind, shape: inner };
  }
  return { first, nothing: nothing as Told<Of> };
}

function stepAt(first: Step, path: string): Step {
  let step = first;
  for (const name of path.split('/').filter((each) => each !== '')) {
    const next = step.next.get(name) ?? newStep();
    step.next.set(name, next);
    step = next;
  }
  return step;
}

function newStep(): Step {
  return { next: new Map(), place: null };
}
