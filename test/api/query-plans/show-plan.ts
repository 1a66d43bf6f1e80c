import type { PlanNode } from './plan.ts';

/** What of a node is shown below its name, in this order. */
const details = [
  ['Index Cond', 'index'],
  ['Recheck Cond', 'recheck'],
  ['Hash Cond', 'join'],
  ['Merge Cond', 'join'],
  ['Join Filter', 'join filter'],
  ['Sort Key', 'sort'],
  ['Presorted Key', 'presorted'],
  ['Group Key', 'group'],
  ['Filter', 'filter'],
  ['One-Time Filter', 'once'],
] as const;

/** A plan as lines: the outer side of a join first, no costs, no values. */
export function showPlan(node: PlanNode, depth = 0): string[] {
  const given = node as Readonly<Record<string, unknown>>;
  const indent = '  '.repeat(depth);
  const subplan = node['Subplan Name'];
  const shown = details.flatMap(([key, word]) => {
    const value = given[key];
    return value === undefined ? [] : [`${indent}    ${word}: ${withoutValues(String(value))}`];
  });
  return [
    ...(subplan ? [`${indent}${subplan}:`] : []),
    `${indent}- ${titleOf(given)}`,
    ...shown,
    ...(node.Plans ?? []).flatMap((child) => showPlan(child, depth + 1)),
  ];
}

function titleOf(given: Readonly<Record<string, unknown>>): string {
  const {
    'Node Type': type,
    'Join Type': join,
    'Relation Name': relation,
    'Index Name': index,
    'CTE Name': cte,
    'Function Name': called,
    Alias: alias,
    Operation: operation,
  } = given;
  const backward = given['Scan Direction'] === 'Backward' ? ' Backward' : '';
  const name = relation ?? cte ?? called;
  return [
    `${operation ?? type}${backward}`,
    ...(join && join !== 'Inner' ? [`(${join})`] : []),
    ...(index ? [`using ${index}`] : []),
    ...(name ? [`on ${name}`] : []),
    ...(alias && alias !== name ? [`as ${alias}`] : []),
    ...(given.Disabled ? ['(there is no other way)'] : []),
  ].join(' ');
}

/** Ids and times are others in every run. */
function withoutValues(text: string): string {
  return text.replaceAll(/'(?:[^']|'')*'(?:::[a-z ]+(?:\[\])?)?/g, '?');
}
