/** A sentence of the contract: what stands in backticks is code. */
export function Prose({ text }: { text: string }) {
  return <>{text.split('`').map((part, index) => (index % 2 === 1 ? <code>{part}</code> : part))}</>;
}

/** A description as a sentence, whether or not the contract ends it with a full stop. */
export function sentence(text: string): string {
  return /[.…:]$/.test(text) ? text : `${text}.`;
}
