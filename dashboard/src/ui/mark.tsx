import { firstLetter } from '@/lib/first-letter.ts';
import { ownImage } from '@/lib/own-image.ts';

/** The organization's logo, or its first letter on its colour. */
export function Mark({ name, logoUrl }: { readonly name: string; readonly logoUrl: string | null }) {
  const image = ownImage(logoUrl, location.origin);
  if (image) return <img className="mark" src={image} alt="" />;
  return (
    <span className="mark mark-letter" aria-hidden="true">
      {firstLetter(name) ?? '·'}
    </span>
  );
}

/** Solid, hatched, hollow: the emblem of the platform, whatever its name. */
export function Emblem() {
  return (
    <svg width="24" height="22" viewBox="0 0 24 22" aria-hidden="true">
      <rect className="tick-solid" x="0.5" y="0.5" width="6" height="21" rx="1.5" />
      <rect className="tick-held" x="9" y="0.5" width="6" height="21" rx="1.5" />
      <rect className="tick-left" x="17.5" y="0.5" width="6" height="21" rx="1.5" />
    </svg>
  );
}
