import { type ComponentProps, useEffect, useState } from 'react';
import { Button, IconButton } from './button.tsx';
import { showToast } from './toast.tsx';

/** Puts text on the clipboard; also where the page is served without https and has no clipboard of its own. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'screen-reader';
  const host = document.querySelector('[role="dialog"][data-state="open"]') ?? document.body;
  host.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  return copied;
}

/** Copies and says so; the tick stays for two seconds. */
export function useCopy(
  text: string,
  sentence: string,
): { readonly copied: boolean; readonly copy: () => void } {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    const worked = await copyText(text);
    setCopied(worked);
    showToast(worked ? sentence : 'The browser does not allow copying. Select the text and copy it by hand.');
  };
  return { copied, copy: () => void copy() };
}

export function CopyLinkButton({
  url,
  ...button
}: { readonly url: string } & Omit<ComponentProps<typeof Button>, 'onClick' | 'icon' | 'children'>) {
  const { copied, copy } = useCopy(url, 'Copied the link.');
  return (
    <Button {...button} icon={copied ? 'check' : 'copy'} onClick={copy}>
      Copy link
    </Button>
  );
}

export function CopyLinkIcon({ url, name }: { readonly url: string; readonly name: string }) {
  const { copied, copy } = useCopy(url, `Copied the link of “${name}”.`);
  return (
    <IconButton name={`Copy link of ${name}`} icon={copied ? 'check' : 'copy'} size="normal" onClick={copy} />
  );
}

/** Copies an id or the like that stands beside it. */
export function CopyIcon({ text, name }: { readonly text: string; readonly name: string }) {
  const { copied, copy } = useCopy(text, `Copied the ${name}.`);
  return <IconButton name={`Copy the ${name}`} icon={copied ? 'check' : 'copy'} onClick={copy} />;
}
