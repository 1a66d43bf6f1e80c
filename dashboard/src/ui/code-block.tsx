import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { useCopy } from './copy.tsx';

type CodeBlockProps = {
  /** What it is, in its head: a word, or a control that chooses between several. */
  readonly head: ReactNode;
  readonly code: string;
  /** Names the button for those who cannot see the block, such as "Copy the example". */
  readonly copyName: string;
};

/** Code to copy, under a head that names it. It can be scrolled with the keyboard, too. */
export function CodeBlock({ head, code, copyName }: CodeBlockProps) {
  const { copied, copy } = useCopy(code, 'Copied the code.');
  return (
    <figure className="code-block">
      <figcaption>
        {head}
        <Button
          size="small"
          look="quiet"
          icon={copied ? 'check' : 'copy'}
          onClick={copy}
          aria-label={copyName}
        >
          Copy
        </Button>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <pre tabIndex={0} dir="ltr">
        <code>{code}</code>
      </pre>
    </figure>
  );
}
