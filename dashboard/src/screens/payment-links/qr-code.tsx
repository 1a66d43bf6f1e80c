import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { sentenceOf } from '@/api/client.ts';
import { linkPoster, linkQrPng, linkQrQuery } from '@/api/payment-links.ts';
import { Button } from '@/ui/button.tsx';
import { save } from '@/ui/save.ts';
import { showToast } from '@/ui/toast.tsx';
import type { PosterPaper } from '../../../../src/platform/contract/payment-links.ts';

const papers: readonly PosterPaper[] = ['a4', 'a6'];

/** The address as a code to point a camera at. */
export function QrCode({ linkId, name }: { readonly linkId: string; readonly name: string }) {
  const { data: svg } = useQuery(linkQrQuery(linkId));
  const png = useMutation({
    mutationFn: async () => save(await linkQrPng(linkId), `${name}.png`),
    onError: (error) => showToast(sentenceOf(error)),
  });
  const poster = useMutation({
    mutationFn: async (paper: PosterPaper) =>
      save(await linkPoster(linkId, paper), `${name}, ${paper.toUpperCase()}.pdf`),
    onError: (error) => showToast(sentenceOf(error)),
  });
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
        <div className="row wrap">
          <Button
            size="small"
            disabled={!svg}
            onClick={() => svg && save(new Blob([svg], { type: 'image/svg+xml' }), `${name}.svg`)}
          >
            Save as SVG
          </Button>
          <Button size="small" busy={png.isPending} onClick={() => png.mutate()}>
            Save as PNG
          </Button>
        </div>
        <p>
          <b>Poster</b>
        </p>
        <p className="hint">One page to print: what it is, its price, who sells it, and the code.</p>
        <div className="row wrap">
          {papers.map((paper) => (
            <Button
              key={paper}
              size="small"
              busy={poster.isPending && poster.variables === paper}
              onClick={() => poster.mutate(paper)}
            >
              Poster {paper.toUpperCase()}
            </Button>
          ))}
        </div>
      </div>
    </div>
  );
}
