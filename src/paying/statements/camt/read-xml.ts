import { limits } from '../limits.ts';
import { UnreadableStatement } from '../unreadable.ts';
import { parseXml } from './parse-xml.ts';
import type { Place, Shape, Step, Told } from './shape.ts';

/** What is to be done with an element that begins: look into it, read it by its shape, or read past it. */
export type Interest = 'enter' | 'skip' | Shape;

export type XmlHandler = {
  /** Asked for elements in entered ones only. `name` has no namespace. */
  begin(name: string, depth: number, line: number): Interest;
  /** An entered element ends. */
  end(name: string, depth: number): void;
  /** An element that was read by the shape it was given. */
  take(name: string, told: Told): void;
  /** An element within the one that is being read ends, and is handed on. */
  within(told: Told, outer: Told): void;
};

/** An element on the way from the one that is read by a shape to where the parser is. One for each depth, used again and again. */
type Open = {
  name: string;
  step: Step;
  told: Told;
  /** Where what was told goes in the element around it, where that is another. */
  inner: Place | null;
  text: string;
  currency: string | null;
  line: number;
};

/**
 * A reader that is fed with text, chunk by chunk. It follows the paths of shapes; what stands beside them makes no object and no
 * text, and is held against the rules of XML alone.
 *
 * @throws UnreadableStatement `xml_malformed`, `xml_with_doctype`, `too_deep`, `text_too_long`, `entry_too_large`
 */
export function createXmlReader(handler: XmlHandler): { write(text: string): void; end(): void } {
  const open: Open[] = [];
  /** How many of them are. */
  let level = 0;
  let depth = 0;
  let elements = 0;
  /** Depth of the element that is read past; 0 where none is. */
  let skipped = 0;
  let sinceEvent = 0;
  const refuse = (code: string, message: string): never => {
    throw new UnreadableStatement(code, message, { line: parser.line() });
  };

  function begin(name: string, step: Step, told: Told, inner: Place | null, currency: string | null): void {
    const line = parser.line();
    const place = open[level];
    if (place === undefined) open[level] = { name, step, told, inner, text: '', currency, line };
    else {
      place.name = name;
      place.step = step;
      place.told = told;
      place.inner = inner;
      place.text = '';
      place.currency = currency;
      place.line = line;
    }
    level += 1;
  }

  function end({ step: { place }, told, inner, text, currency, line, name }: Open): void {
    if (place !== null) tell(told, place, text, currency, line);
    if (level === 0) handler.take(name, told);
    else if (inner?.kind === 'handed_on') {
      elements = 0;
      handler.within(told, (open[0] as Open).told);
    } else if (inner !== null) add((open[level - 1] as Open).told, inner.name, told);
  }

  const parser = parseXml({
    malformed: (message) =>
      refuse(
        'xml_malformed',
        `The document is damaged (${message.slice(0, 80)}). Fetch it from the bank once more.`,
      ),
    doctype: () =>
      refuse(
        'xml_with_doctype',
        'The document defines a DOCTYPE, which no bank does. Nothing of it was read.',
      ),
    begin(name, currency) {
      sinceEvent = 0;
      depth += 1;
      if (depth > limits.depth) refuse('too_deep', 'Elements stand too deep in each other for a statement.');
      if (skipped > 0) return;
      if (level === 0) {
        const interest = handler.begin(localName(name), depth, parser.line());
        if (interest === 'skip') skipped = depth;
        if (typeof interest === 'string') return;
        elements = 0;
        begin(localName(name), interest.first, toldNothing(interest, parser.line()), null, null);
        return;
      }
      elements += 1;
      if (elements > limits.elements) refuse('entry_too_large', 'One entry holds more than a bank writes.');
      const { step, told } = open[level - 1] as Open;
      const next = stepTo(step, name);
      if (next === undefined) skipped = depth;
      else if (next.place?.shape)
        begin(name, next.place.shape.first, toldNothing(next.place.shape, parser.line()), next.place, null);
      else begin(name, next, told, null, currency);
    },
    text(source, from, to) {
      if (level === 0 || skipped > 0) return;
      const element = open[level - 1] as Open;
      if (element.step.place === null) return;
      if (element.text.length + to - from > limits.textLength)
        refuse('text_too_long', `The text of ${localName(element.name)} is longer than a bank writes.`);
      const text = source.slice(from, to);
      element.text = element.text === '' ? text : element.text + text;
    },
    other() {
      sinceEvent = 0;
    },
    end(name) {
      sinceEvent = 0;
      depth -= 1;
      if (skipped > 0) {
        if (depth < skipped) skipped = 0;
      } else if (level === 0) handler.end(localName(name), depth + 1);
      else {
        level -= 1;
        end(open[level] as Open);
      }
    },
  });

  return {
    write(text) {
      sinceEvent += text.length;
      parser.write(text);
      if (sinceEvent > limits.stretch) refuse('text_too_long', 'A text in it is longer than a bank writes.');
    },
    end: () => parser.end(),
  };
}

function stepTo({ next }: Step, name: string): Step | undefined {
  const found = next.get(name);
  return found === undefined && name.includes(':') ? next.get(localName(name)) : found;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

function toldNothing({ nothing }: Shape, line: number): Told {
  const told: { -readonly [Name in keyof Told]: Told[Name] } = { ...nothing };
  told.line = line;
  return told;
}

type Writable = Record<string, unknown>;

function tell(
  told: Told,
  { name, kind }: Place,
  written: string,
  currency: string | null,
  line: number,
): void {
  const text = written.trim();
  switch (kind) {
    case 'text':
      if (text !== '' && (told as Writable)[name] === null) (told as Writable)[name] = text;
      return;
    case 'texts':
      if (text !== '') add(told, name, text);
      return;
    case 'amount':
      if ((told as Writable)[name] === null) (told as Writable)[name] = { text, currency, line };
      return;
    case 'amounts':
      add(told, name, { text, currency, line });
  }
}

/** The empty list is everybody's, so that most elements need none of their own. */
function add(told: Told, name: string, value: unknown): void {
  const all = (told as Writable)[name] as unknown[];
  if (all.length === 0) (told as Writable)[name] = [value];
  else all.push(value);
}
