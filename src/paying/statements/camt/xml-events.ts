/** What a parser of XML tells, in the order of the document. */
export type XmlEvents = {
  /** `currency` is the attribute `Ccy`. */
  begin(name: string, currency: string | null): void;
  end(name: string): void;
  /** Text from `start` to before `end` of `source`; that of one element may come in pieces. */
  text(source: string, start: number, end: number): void;
  /** Something else came, such as a comment: what came before it is no part of a longer stretch. */
  other(): void;
  /** @throws Error always */
  malformed(message: string): never;
  /** @throws Error always */
  doctype(): never;
};
