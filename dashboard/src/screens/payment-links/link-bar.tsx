import { CopyLinkButton } from '@/ui/copy.tsx';

/** The address, and a button to take it along. */
export function LinkBar({ url }: { readonly url: string }) {
  return (
    <div className="link-bar">
      <code className="clip">{url.replace(/^https?:\/\//, '')}</code>
      <CopyLinkButton url={url} look="quiet" size="small" />
    </div>
  );
}
