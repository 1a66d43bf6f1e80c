import type { ComponentChild, ComponentChildren } from 'preact';

type CodeProps = {
  /** What the block is, in its head: "Request", "201 Answer". */
  label: string;
  children: ComponentChildren;
};

/** Code under a head that names it. It can be scrolled with the keyboard, too. */
export function Code({ label, children }: CodeProps) {
  return (
    <figure class="code-block">
      <figcaption>{label}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{children}</code>
      </pre>
    </figure>
  );
}

/** Code under a head that opens it; of those with the same `group` one is open at a time. */
export function FoldedCode({ label, group, open, children }: CodeProps & { group: string; open: boolean }) {
  return (
    <details class="code-block" name={group} open={open}>
      <summary>{label}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{children}</code>
      </pre>
    </details>
  );
}

/** A value as JSON, its field names set back so that the values stand out. */
export function Json({ label, value }: { label: string; value: unknown }) {
  return <Code label={label}>{dress(JSON.stringify(value, null, 2))}</Code>;
}

function dress(json: string): ComponentChild[] {
  return json
    .split(/("(?:[^"\\]|\\.)*"(?=:))/)
    .map((part, index) => (index % 2 === 1 ? <i>{part}</i> : part));
}
