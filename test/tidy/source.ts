import { parseAst } from 'vitest/node';

/** A node of the syntax tree (ESTree with TypeScript's own nodes); what else it holds depends on its type. */
export type SyntaxNode = {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [part: string]: unknown;
};

/** Any way in which one file names another: `import`, `export … from`, `import()`, `require()` or a type. */
/** `isType`: it is gone when the program runs. */
export type Import = { readonly specifier: string; readonly line: number; readonly isType: boolean };

/** A piece of text in the code: a string, a template (with `?` for what is filled in) or text between tags. */
export type TextPiece = { readonly text: string; readonly line: number };

export type Source = {
  readonly path: string;
  readonly imports: readonly Import[];
  readonly texts: readonly TextPiece[];
  /** Statements of the file itself. */
  readonly body: readonly SyntaxNode[];
  /** The comments above the first statement, among the imports too. */
  readonly header: string;
  readonly nodesOf: (type: string) => readonly SyntaxNode[];
  readonly lineOf: (node: SyntaxNode) => number;
};

export function parseSource(path: string, text: string): Source {
  const program = parseProgram(path, text);
  const nodes = new Map<string, SyntaxNode[]>();
  collect(program, nodes);
  const lineOf = lineFinder(text);
  const nodesOf = (type: string) => nodes.get(type) ?? [];
  const body = program.body as SyntaxNode[];
  return {
    path,
    imports: importsOf(nodesOf, lineOf),
    texts: textsOf(nodesOf, lineOf),
    body,
    header: headerOf(text, body),
    nodesOf,
    lineOf,
  };
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The name of an identifier, of a JSX name or of the property in `object.property`. */
export function nameOf(value: unknown): string | undefined {
  if (!isNode(value)) return undefined;
  if (value.type === 'Identifier' || value.type === 'JSXIdentifier') return value.name as string;
  return value.type === 'MemberExpression' ? nameOf(value.property) : undefined;
}

/** The string that a literal or a template without gaps stands for. */
export function stringOf(value: unknown): string | undefined {
  if (!isNode(value)) return undefined;
  if (value.type === 'Literal') return typeof value.value === 'string' ? value.value : undefined;
  if (value.type === 'TSLiteralType') return stringOf(value.literal);
  if (value.type !== 'TemplateLiteral' || (value.expressions as unknown[]).length > 0) return undefined;
  return templateText(value);
}

function parseProgram(path: string, text: string): SyntaxNode {
  try {
    return parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }, path) as unknown as SyntaxNode;
  } catch (cause) {
    throw new Error(`${path} cannot be parsed: ${String(cause)}`, { cause });
  }
}

function collect(node: SyntaxNode, nodes: Map<string, SyntaxNode[]>): void {
  const list = nodes.get(node.type);
  if (list) list.push(node);
  else nodes.set(node.type, [node]);
  for (const part of Object.values(node)) {
    if (Array.isArray(part)) {
      for (const item of part) if (isNode(item)) collect(item, nodes);
    } else if (isNode(part)) {
      collect(part, nodes);
    }
  }
}

function headerOf(text: string, body: readonly SyntaxNode[]): string {
  let header = '';
  let start = 0;
  for (const statement of body) {
    header += text.slice(start, statement.start);
    start = statement.end;
    if (statement.type !== 'ImportDeclaration') return header;
  }
  return header + text.slice(start);
}

function importsOf(nodesOf: Source['nodesOf'], lineOf: Source['lineOf']): Import[] {
  const naming = [
    'ImportDeclaration',
    'ExportNamedDeclaration',
    'ExportAllDeclaration',
    'ImportExpression',
    'TSImportType',
  ];
  const named = naming.flatMap(nodesOf).map((node) => ({
    place: node.source,
    isType: node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type',
  }));
  const required = nodesOf('CallExpression')
    .filter((call) => nameOf(call.callee) === 'require')
    .map((call) => ({ place: (call.arguments as unknown[])[0], isType: false }));
  const external = nodesOf('TSExternalModuleReference').map((node) => ({
    place: node.expression,
    isType: false,
  }));
  return [...named, ...required, ...external].flatMap(({ place, isType }) => {
    const specifier = stringOf(place);
    return specifier === undefined ? [] : [{ specifier, line: lineOf(place as SyntaxNode), isType }];
  });
}

function textsOf(nodesOf: Source['nodesOf'], lineOf: Source['lineOf']): TextPiece[] {
  const strings = [...nodesOf('Literal'), ...nodesOf('JSXText')]
    .filter((node) => typeof node.value === 'string')
    .map((node) => ({ text: node.value as string, line: lineOf(node) }));
  const templates = nodesOf('TemplateLiteral').map((node) => ({
    text: templateText(node),
    line: lineOf(node),
  }));
  return [...strings, ...templates];
}

function templateText(node: SyntaxNode): string {
  const quasis = node.quasis as { value: { raw: string } }[];
  return quasis.map((quasi) => quasi.value.raw).join('?');
}

function lineFinder(text: string): Source['lineOf'] {
  const lineStarts = [0];
  for (const { index } of text.matchAll(/\n/g)) lineStarts.push(index + 1);
  return ({ start }) => {
    const next = lineStarts.findIndex((lineStart) => lineStart > start);
    return next === -1 ? lineStarts.length : next;
  };
}
