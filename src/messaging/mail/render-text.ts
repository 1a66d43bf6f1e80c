import { isolated } from '#platform/contract/directions.ts';
import type { Block } from './blocks.ts';

/** The plain part of a mail: blocks apart by an empty line, addresses alone on theirs. */
export function renderText(blocks: readonly Block[], footer: string): string {
  const parts = blocks.map((block) => plain(block)).filter((part) => part !== '');
  return `${[...parts, '--', footer].join('\n\n')}\n`;
}

function plain(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'note':
      return block.text;
    case 'code':
      return `    ${block.text}`;
    case 'button':
      return `${block.label}:\n${block.address}`;
    case 'facts':
      return block.rows.map(({ label, value }) => `${label}: ${isolated(value)}`).join('\n');
    case 'bill':
      return [
        ...block.lines.map(({ name, detail, amount }) => `${isolated(name)} (${detail}): ${amount}`),
        '',
        ...block.sums.map(({ label, amount }) => `${label}: ${amount}`),
      ].join('\n');
    default:
      return block satisfies never;
  }
}
