import { SaxesParser } from 'saxes';

/*
 * What pain.001.001.09 says of the elements that a file of refunds has, in words of our own: which children in which order, how often,
 * and what a text may be.
 */

type Rule =
  | { readonly children: readonly [name: string, least: number, most: number][] }
  | { readonly text: RegExp };

const many = Number.POSITIVE_INFINITY;
const text35 = { text: /^.{1,35}$/su };
const count = { text: /^\d{1,15}$/ };
const amount = { text: /^(?!0+(?:\.0+)?$)\d{1,9}(?:\.\d{1,2})?$/ };

/** By path from the document on, `*` for any parent. */
const rules: Readonly<Record<string, Rule>> = {
  Document: { children: [['CstmrCdtTrfInitn', 1, 1]] },
  CstmrCdtTrfInitn: {
    children: [
      ['GrpHdr', 1, 1],
      ['PmtInf', 1, many],
    ],
  },
  GrpHdr: {
    children: [
      ['MsgId', 1, 1],
      ['CreDtTm', 1, 1],
      ['NbOfTxs', 1, 1],
      ['CtrlSum', 0, 1],
      ['InitgPty', 1, 1],
    ],
  },
  PmtInf: {
    children: [
      ['PmtInfId', 1, 1],
      ['PmtMtd', 1, 1],
      ['BtchBookg', 0, 1],
      ['NbOfTxs', 0, 1],
      ['CtrlSum', 0, 1],
      ['PmtTpInf', 0, 1],
      ['ReqdExctnDt', 1, 1],
      ['Dbtr', 1, 1],
      ['DbtrAcct', 1, 1],
      ['DbtrAgt', 1, 1],
      ['ChrgBr', 0, 1],
      ['CdtTrfTxInf', 1, many],
    ],
  },
  CdtTrfTxInf: {
    children: [
      ['PmtId', 1, 1],
      ['Amt', 1, 1],
      ['CdtrAgt', 0, 1],
      ['Cdtr', 1, 1],
      ['CdtrAcct', 1, 1],
      ['RmtInf', 0, 1],
    ],
  },
  PmtTpInf: { children: [['SvcLvl', 0, many]] },
  SvcLvl: { children: [['Cd', 1, 1]] },
  ReqdExctnDt: { children: [['Dt', 1, 1]] },
  InitgPty: { children: [['Nm', 0, 1]] },
  Dbtr: { children: [['Nm', 1, 1]] },
  Cdtr: { children: [['Nm', 1, 1]] },
  DbtrAcct: { children: [['Id', 1, 1]] },
  CdtrAcct: { children: [['Id', 1, 1]] },
  'DbtrAcct/Id': { children: [['IBAN', 1, 1]] },
  'CdtrAcct/Id': { children: [['IBAN', 1, 1]] },
  DbtrAgt: { children: [['FinInstnId', 1, 1]] },
  CdtrAgt: { children: [['FinInstnId', 1, 1]] },
  FinInstnId: {
    children: [
      ['BICFI', 0, 1],
      ['Othr', 0, 1],
    ],
  },
  Othr: { children: [['Id', 1, 1]] },
  'Othr/Id': text35,
  PmtId: { children: [['EndToEndId', 1, 1]] },
  Amt: { children: [['InstdAmt', 1, 1]] },
  RmtInf: { children: [['Ustrd', 0, many]] },
  MsgId: text35,
  PmtInfId: text35,
  EndToEndId: text35,
  CreDtTm: { text: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/ },
  NbOfTxs: count,
  CtrlSum: amount,
  InstdAmt: amount,
  PmtMtd: { text: /^TRF$/ },
  BtchBookg: { text: /^(?:true|false)$/ },
  Cd: { text: /^SEPA$/ },
  Dt: { text: /^\d{4}-\d\d-\d\d$/ },
  ChrgBr: { text: /^SLEV$/ },
  IBAN: { text: /^[A-Z]{2}\d{2}[0-9A-Z]{1,30}$/ },
  BICFI: { text: /^[0-9A-Z]{4}[A-Z]{2}[0-9A-Z]{2}(?:[0-9A-Z]{3})?$/ },
  // The message takes 140, the scheme 70.
  Nm: { text: /^.{1,70}$/su },
  Ustrd: { text: /^.{1,140}$/su },
};

export type Node = {
  readonly name: string;
  readonly children: Node[];
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
};

/** The tree of a file; throws for what is not well-formed. */
export function parseFile(xml: string): Node {
  const root: Node = { name: '', children: [], attributes: {}, text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const node: Node = { name, children: [], attributes: attributes as Record<string, string>, text: '' };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on('text', (text) => {
    const node = open.at(-1);
    if (node) node.text += text;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(xml).close();
  const [document] = root.children;
  if (!document) throw new Error('A file has a document.');
  return document;
}

/** What of the tree breaks a rule of the message; none when it is one. */
export function brokenRules(node: Node, parent = ''): string[] {
  const rule = rules[`${parent}/${node.name}`] ?? rules[node.name];
  if (!rule) return [`${parent}/${node.name} is not known`];
  if ('text' in rule) {
    const isText = node.children.length === 0 && rule.text.test(node.text);
    return isText ? [] : [`${node.name} cannot be ${JSON.stringify(node.text)}`];
  }
  const names = node.children.map(({ name }) => name);
  const order = rule.children.map(([name]) => name);
  const sorted = [...names].sort((left, right) => order.indexOf(left) - order.indexOf(right));
  return [
    ...(sorted.join() === names.join() ? [] : [`${node.name} has its elements in another order`]),
    ...rule.children
      .filter(([name, least, most]) => {
        const times = names.filter((each) => each === name).length;
        return times < least || times > most;
      })
      .map(([name]) => `${node.name} has ${name} too often or too seldom`),
    ...(node.text.trim() === '' ? [] : [`${node.name} has text beside its elements`]),
    ...node.children.flatMap((child) => brokenRules(child, node.name)),
  ];
}

/** All nodes of a name, in their order. */
export function nodesNamed(node: Node, name: string): Node[] {
  return [
    ...(node.name === name ? [node] : []),
    ...node.children.flatMap((child) => nodesNamed(child, name)),
  ];
}
