import type { XmlEvents } from './xml-events.ts';

/** How far plain parsing came. Whoever goes on from here needs no more. */
export type PlainState = {
  /** Names of the elements that are open, from the root on. */
  readonly open: readonly string[];
  readonly isRootClosed: boolean;
  readonly line: number;
};

export type PlainXml = {
  /** Where it is, from 1. */
  line(): number;
  state(): PlainState;
  /**
   * Reads on.
   *
   * @returns what it does not read, and leaves to another parser together with all that comes
   */
  write(text: string): string | undefined;
  /** What waits for its end. */
  rest(): string;
};

const prolog =
  /^(?:<\?xml version="1\.0"(?: encoding="[A-Za-z][\w.-]*")?(?: standalone="(?:yes|no)")? ?\?>)?[\t\n\r ]*(?=<[A-Za-z_])/;
const longestProlog = 1_000;
/** A tag that goes on for longer is left to the other parser. */
const longestTag = 4_096;
const longestEntity = 6;
/** How many names are remembered. */
const knownNames = 256;
const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};

const tab = 9;
const newline = 10;
const carriageReturn = 13;
const space = 32;
const doubleQuote = 34;
const ampersand = 38;
const singleQuote = 39;
const slash = 47;
const less = 60;
const equals = 61;
const greater = 62;
const closingBracket = 93;
/** From here on characters come in pairs, or are none. */
const surrogates = 0xd800;

const nameCharacters = codesOf(/[\w.:-]/);
const nameBeginnings = codesOf(/[A-Za-z_]/);

/** Instead of a position: the text ends too early, or what stands there is left to the other parser. */
const [incomplete, notPlain] = [-1, -2];

/**
 * Reads XML as banks write it: tags with attributes, texts, and the five entities that everybody knows. It holds these against the rules
 * of XML. From where anything else comes, or a rule is broken, it leaves the document to a parser that knows all of them, so that
 * nothing is refused, or let through, by this one alone.
 */
export function createPlainXml(events: XmlEvents): PlainXml {
  const open: string[] = [];
  const names = new Array<string>(knownNames).fill('');
  let hasRoot = false;
  let line = 1;
  let rest = '';
  /** The tag that was read last. */
  let currency: string | null = null;
  let lines = 0;

  /** The same few names come again and again: a string that is new each time would have to be hashed each time. */
  function nameIn(source: string, start: number, end: number): string {
    const middle = source.charCodeAt((start + end) >> 1);
    const place =
      (source.charCodeAt(start) * 31 + middle * 7 + source.charCodeAt(end - 1) * 3 + end - start) %
      knownNames;
    const known = names[place] as string;
    if (known.length === end - start && source.startsWith(known, start)) return known;
    const name = source.slice(start, end);
    names[place] = name;
    return name;
  }

  /** @returns behind the tag that begins at `at` */
  function readTag(source: string, at: number): number {
    if (source.charCodeAt(at + 1) === slash) return readEnd(source, at);
    let end = at + 1;
    if (end >= source.length) return incomplete;
    if (!isIn(nameBeginnings, source.charCodeAt(end))) return notPlain;
    end += 1;
    while (isIn(nameCharacters, source.charCodeAt(end))) end += 1;
    const name = nameIn(source, at + 1, end);
    currency = null;
    lines = 0;
    if (source.charCodeAt(end) !== greater) end = readAttributes(source, end);
    if (end < 0) return end;
    const isEmpty = source.charCodeAt(end) === slash;
    if (isEmpty) end += 1;
    if (end >= source.length) return incomplete;
    if (source.charCodeAt(end) !== greater) return notPlain;
    line += lines;
    hasRoot = true;
    events.begin(name, currency);
    if (isEmpty) events.end(name);
    else open.push(name);
    return end + 1;
  }

  function readEnd(source: string, at: number): number {
    const name = open[open.length - 1];
    if (name === undefined) return notPlain;
    const end = at + 2 + name.length;
    if (end >= source.length) return incomplete;
    if (source.charCodeAt(end) !== greater || !source.startsWith(name, at + 2)) return notPlain;
    open.pop();
    events.end(name);
    return end + 1;
  }

  /** @returns where the tag ends, at its `>` or `/` */
  function readAttributes(source: string, from: number): number {
    let at = from;
    let others: string[] | undefined;
    let first: string | undefined;
    for (;;) {
      const begin = at;
      for (; ; at++) {
        const code = source.charCodeAt(at);
        if (code === newline) lines += 1;
        else if (code !== space && code !== tab) break;
      }
      if (at >= source.length) return incomplete;
      const code = source.charCodeAt(at);
      if (code === greater || code === slash) return at;
      // A name right behind a value, or no name at all.
      if (at === begin || !isIn(nameBeginnings, code)) return notPlain;
      const nameAt = at;
      while (isIn(nameCharacters, source.charCodeAt(at))) at += 1;
      if (at + 1 >= source.length) return incomplete;
      const quote = source.charCodeAt(at + 1);
      if (source.charCodeAt(at) !== equals || (quote !== doubleQuote && quote !== singleQuote))
        return notPlain;
      const name = source.slice(nameAt, at);
      const end = endOfValue(source, at + 2, quote);
      if (end < 0) return end;
      if (name === 'Ccy') currency = source.slice(at + 2, end);
      if (first === undefined) first = name;
      else if (first === name || others?.includes(name)) return notPlain;
      else if (others === undefined) others = [name];
      else others.push(name);
      at = end + 1;
    }
  }

  /** @returns behind what was read of the text that begins at `from` */
  function readText(source: string, from: number): number {
    let at = from;
    let hasReturns = false;
    let found = 0;
    for (; at < source.length; at++) {
      const code = source.charCodeAt(at);
      if (code < space) {
        if (code === newline) found += 1;
        else if (code === carriageReturn && source.charCodeAt(at + 1) === newline) hasReturns = true;
        else if (code !== tab) break;
      } else if (code === less || code === ampersand || code >= surrogates) break;
      else if (code === closingBracket && !mayStand(source.charCodeAt(at + 1))) break;
    }
    if (at === from) return mayGoOn(source, at) ? incomplete : notPlain;
    line += found;
    if (hasReturns) {
      const text = source.slice(from, at).replaceAll('\r\n', '\n');
      events.text(text, 0, text.length);
    } else events.text(source, from, at);
    return at;
  }

  function readEntity(source: string, at: number): number {
    const end = source.indexOf(';', at) + 1;
    if (end === 0 || end - at > longestEntity)
      return source.length - at < longestEntity ? incomplete : notPlain;
    const meant = entities[source.slice(at, end)];
    if (meant === undefined) return notPlain;
    events.text(meant, 0, 1);
    return end;
  }

  /** Only space stands around the root. */
  function readOutside(source: string, from: number): number {
    let at = from;
    for (; at < source.length; at++) {
      const code = source.charCodeAt(at);
      if (code === newline) line += 1;
      else if (
        code !== space &&
        code !== tab &&
        (code !== carriageReturn || source.charCodeAt(at + 1) !== newline)
      )
        break;
    }
    if (at > from) return at;
    return mayGoOn(source, at) ? incomplete : notPlain;
  }

  function readProlog(source: string): number {
    const found = prolog.exec(source)?.[0];
    if (found === undefined) return source.length < longestProlog ? incomplete : notPlain;
    line += found.match(/\r\n|\n|\r/g)?.length ?? 0;
    return found.length;
  }

  function readNext(source: string, at: number): number {
    if (open.length === 0) return hasRoot ? readOutside(source, at) : readTag(source, at);
    const code = source.charCodeAt(at);
    if (code === less) return readTag(source, at);
    return code === ampersand ? readEntity(source, at) : readText(source, at);
  }

  return {
    write(text) {
      const source = rest === '' ? text : rest + text;
      let at = 0;
      let end = hasRoot ? 0 : readProlog(source);
      while (end >= 0 && end < source.length) {
        at = end;
        end = readNext(source, at);
      }
      rest = end < 0 ? source.slice(at) : '';
      return end === notPlain || rest.length > longestTag ? rest : undefined;
    },
    line: () => line,
    state: () => ({ open, isRootClosed: hasRoot && open.length === 0, line }),
    rest: () => rest,
  };
}

function codesOf(pattern: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => Number(pattern.test(String.fromCharCode(code))));
}

/** Not a number, as behind the end of a text, is in none. */
function isIn(codes: Uint8Array, code: number): boolean {
  return code < 128 && codes[code] === 1;
}

/** @returns where the value of an attribute ends, at its quote */
function endOfValue(source: string, from: number, quote: number): number {
  for (let at = from; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === quote) return at;
    if (code < space || code === less || code === ampersand || code >= surrogates) return notPlain;
  }
  return incomplete;
}

/** Behind a bracket in a text; two of them may be the end of something that has not begun. */
function mayStand(code: number): boolean {
  return code >= space && code !== closingBracket;
}

/** Whether a line ends here, and its second half may come next. */
function mayGoOn(source: string, at: number): boolean {
  return source.charCodeAt(at) === carriageReturn && at + 1 === source.length;
}
