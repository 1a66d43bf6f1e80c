import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { linkQrQuery } from '@/api/payment-links.ts';
import { Button } from '@/ui/button.tsx';
import { save } from '@/ui/save.ts';

/** The address as a code to point a camera at. */
export function QrCode({ linkId, name }: { readonly linkId: string; readonly name: string }) {
  const { data: svg } = useQuery(linkQrQuery(linkId));
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!svg) return;
    const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    if (root.nodeName !== 'svg') return;
    root.setAttribute('aria-hidden', 'true');
    frame.current?.replaceChildren(document.importNode(root, true));
  }, [svg]);
  return (
    <div className="qr">
      <div className="qr-code" ref={frame} role="img" aria-label="QR code of the address" />
      <div>
        <p>
          <b>QR code</b>
        </p>
        <p className="hint">For posters, tables and shop windows. It opens the same page.</p>
        <Button
          size="small"
          disabled={!svg}
          onClick={() => svg && save(new Blob([svg], { type: 'image/svg+xml' }), `${name}.svg`)}
        >
          Save as SVG
        </Button>
      </div>
    </div>
  );
}
