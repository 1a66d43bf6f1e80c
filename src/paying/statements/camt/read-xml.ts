import { SaxesParser } from 'saxes';
import { limits } from '../limits.ts';
import { UnreadableStatement } from '../unreadable.ts';
import type { Element } from './element.ts';

/** What is to be done with an element that begins: look into it, take it as a whole, or read past it. */
export type Interest = 'enter' | 'take' | 'skip';

export type XmlHandler = {
  /** Asked for elements in entered ones only. `name` has no namespace. */
  begin(name: string, depth: number, line: number): Interest;
  /** An entered element ends. */
  end(name: string, depth: number): void;
  /** An element that was taken, with everything in it. */
  take(element: Element): void;
  /** An element within the taken one ends; `true` lets go of it, so that many need no more memory than one. */
  within(element: Element, parent: Element, taken: Element): boolean;
};

/** Texts in which nothing is looked for: addresses and agents, half of what many entries hold. */
const unread = new Set(['PstlAdr', 'RltdAgts', 'CtctDtls', 'SplmtryData']);

/**
 * A reader that is fed with text, chunk by chunk. It keeps nothing but what is being taken.
 *
 * @throws UnreadableStatement `xml_malformed`, `xml_with_doctype`, `too_deep`, `text_too_long`, `entry_too_large`
 */
export function createXmlReader(handler: XmlHandler): { write(text: string): void; end(): void } {
  const parser = new SaxesParser({ xmlns: false, position: false });
  /** Elements being taken, outermost first. */
  const open: Element[] = [];
  let depth = 0;
  let elements = 0;
  /** Depth of the element that is read past; 0 where none is. */
  let skipped = 0;
  let sinceEvent = 0;
  const refuse = (code: string, message: string): never => {
    throw new UnreadableStatement(code, message, { line: parser.line });
  };

  parser.on('error', ({ message }) => {
    refuse(
      'xml_malformed',
      `The document is damaged (${message.slice(0, 80)}). Fetch it from the bank once more.`,
    );
  });
  parser.on('doctype', () => {
    refuse('xml_with_doctype', 'The document defines a DOCTYPE, which no bank does. Nothing of it was read.');
  });
  parser.on('opentag', ({ name: fullName, attributes }) => {
    sinceEvent = 0;
    depth += 1;
    if (depth > limits.depth) refuse('too_deep', 'Elements stand too deep in each other for a statement.');
    if (skipped > 0) return;
    const name = localName(fullName);
    const parent = open.at(-1);
    if (parent === undefined) {
      const interest = handler.begin(name, depth, parser.line);
      if (interest === 'skip') skipped = depth;
      if (interest !== 'take') return;
      elements = 0;
    } else if (unread.has(name)) {
      skipped = depth;
      return;
    }
    elements += 1;
    if (elements > limits.elements) refuse('entry_too_large', 'One entry holds more than a bank writes.');
    const currency = (attributes as Record<string, string>).Ccy ?? null;
    open.push({ name, line: parser.line, currency, text: '', children: [] });
  });
  const onText = (text: string) => {
    sinceEvent = 0;
    const element = open.at(-1);
    if (element === undefined || skipped > 0) return;
    if (element.text.length + text.length > limits.textLength)
      refuse('text_too_long', `The text of ${element.name} is longer than a bank writes.`);
    element.text += text;
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('comment', () => {
    sinceEvent = 0;
  });
  parser.on('closetag', ({ name }) => {
    sinceEvent = 0;
    depth -= 1;
    if (skipped > 0) {
      if (depth < skipped) skipped = 0;
      return;
    }
    const element = open.pop();
    if (element === undefined) {
      handler.end(localName(name), depth + 1);
      return;
    }
    const parent = open.at(-1);
    if (parent === undefined) handler.take(element);
    else if (handler.within(element, parent, open[0] ?? parent)) elements = 0;
    else parent.children.push(element);
  });

  return {
    write(text) {
      sinceEvent += text.length;
      parser.write(text);
      if (sinceEvent > limits.stretch) refuse('text_too_long', 'A text in it is longer than a bank writes.');
    },
    end: () => void parser.close(),
  };
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
