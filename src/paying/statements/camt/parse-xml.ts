import { SaxesParser } from 'saxes';
import { createPlainXml, type PlainState } from './plain-xml.ts';
import type { XmlEvents } from './xml-events.ts';

export type XmlParser = {
  /** Where it is, from 1. */
  line(): number;
  write(text: string): void;
  end(): void;
};

/** A parser of XML that is fed with text, chunk by chunk, and refuses whatever is not well-formed. */
export function parseXml(events: XmlEvents): XmlParser {
  const plain = createPlainXml(events);
  let other: XmlParser | undefined;
  const goOn = () => {
    other ??= goOnFrom(plain.state(), events);
    return other;
  };
  return {
    line: () => (other === undefined ? plain.line() : other.line()),
    write(text) {
      if (other !== undefined) return other.write(text);
      const left = plain.write(text);
      if (left !== undefined) goOn().write(left);
    },
    end() {
      if (other !== undefined) return other.end();
      if (plain.state().isRootClosed && plain.rest() === '') return;
      goOn().write(plain.rest());
      goOn().end();
    },
  };
}

/** A parser that knows all rules of XML, from where another one stopped. */
export function goOnFrom(state: PlainState, events: XmlEvents): XmlParser {
  const parser = new SaxesParser({ xmlns: false, position: false });
  for (const name of state.open) parser.write(`<${name}>`);
  if (state.isRootClosed) parser.write('<Root/>');
  const linesBefore = state.line - parser.line;
  const text = (told: string) => events.text(told, 0, told.length);
  parser.on('error', ({ message }) => events.malformed(message));
  parser.on('doctype', () => events.doctype());
  parser.on('opentag', ({ name, attributes }) =>
    events.begin(name, (attributes as Record<string, string>).Ccy ?? null),
  );
  parser.on('text', text);
  parser.on('cdata', (told) => {
    text(told);
    events.other();
  });
  parser.on('comment', () => events.other());
  parser.on('closetag', ({ name }) => events.end(name));
  return {
    line: () => linesBefore + parser.line,
    write: (chunk) => void parser.write(chunk),
    end: () => void parser.close(),
  };
}
