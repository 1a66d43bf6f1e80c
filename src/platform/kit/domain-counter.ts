type Labels = Readonly<Record<string, readonly string[]>>;

/** Something of the domain that a room counts and `/metrics` shows, such as how payments were decided. */
export type DomainCounter<Known extends Labels = Labels> = {
  /** In snake case, ending in `_total`. */
  readonly name: string;
  /** One phrase for whoever reads `/metrics`. */
  readonly help: string;
  /** Each label with every value it may have. Closed lists, so that no label tells merchants or buyers apart. */
  readonly labels: Known;
};

/** One of the listed values for each label. */
export type LabelsOf<Counter extends DomainCounter> = {
  readonly [Label in keyof Counter['labels']]: Counter['labels'][Label][number];
};

/** Adds one to a counter of this process. Call it after the commit of what it counts. */
export type CountUp = <Counter extends DomainCounter>(counter: Counter, labels: LabelsOf<Counter>) => void;
