import type { Measured } from '../measure.ts';

/** What the work is compared with: what the machine can do with less between the caller and the answer. */
export type Limit = {
  readonly name: string;
  readonly perSecond: number;
  /** With what the limit was reached, where it is another number than the work's own. */
  readonly clients?: number;
  readonly ratio: number;
};

export type Line = Measured & {
  /** Where a row holds several works. */
  readonly work?: string;
  readonly limits: readonly Limit[];
};

/** Of work that nobody waits for over a connection. */
export type UntimedLine = Omit<Line, 'connections' | 'p50Ms' | 'p99Ms'>;

export type Aim = {
  readonly what: string;
  readonly actual: number;
  readonly aim: number;
  readonly unit: '×' | ' ms' | ' MB' | '';
  readonly isMet: boolean;
};

export type RowResult = {
  readonly title: string;
  readonly lines: readonly (Line | UntimedLine)[];
  readonly aims: readonly Aim[];
};

export function atLeast(what: string, actual: number, aim: number): Aim {
  return { what: `${what}, at least ${aim} ×`, actual, aim, unit: '×', isMet: actual >= aim };
}

export function below(what: string, actual: number, aim: number, unit: Aim['unit']): Aim {
  return { what: `${what}, below ${aim}${unit}`, actual, aim, unit, isMet: actual < aim };
}
