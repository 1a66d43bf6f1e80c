import { withinItself } from '#platform/contract/directions.ts';
import { Written } from '#platform/text/written.tsx';
import type { PageContext } from '../context.ts';
import { hostOf, mailAddress, ownImage, webAddress } from '../safe-url.ts';
import type { SellerView } from '../views.ts';
import { LanguageChoice } from './language-choice.tsx';

/** Who sells: logo or initial, name, site. */
export function Seller({ seller, context }: { seller: SellerView; context: PageContext }) {
  const logo = ownImage(seller.branding.logo_url, context.publicUrl);
  const host = hostOf(seller.website);
  return (
    <div class="seller">
      {logo ? <img class="mark" src={logo} alt="" width="36" height="36" /> : <Initial name={seller.name} />}
      <p>
        <b>
          <Written>{seller.name}</Written>
        </b>
        {host && <span>{host}</span>}
      </p>
    </div>
  );
}

function Initial({ name }: { name: string }) {
  const [initial = ''] = withinItself(name).trim().toUpperCase();
  return (
    <svg class="mark" viewBox="0 0 36 36" aria-hidden="true">
      <rect width="36" height="36" rx="8" />
      <text x="18" y="24.5" text-anchor="middle">
        {initial}
      </text>
    </svg>
  );
}

type PageFootProps = {
  seller: SellerView | null;
  context: PageContext;
  /** What the address of the page says besides, for whoever chooses another language. */
  query?: Readonly<Record<string, string | undefined>>;
};

/** Terms, contact, language, and whose software this is. */
export function PageFoot({ seller, context, query = {} }: PageFootProps) {
  const { text, platformName } = context;
  const terms = webAddress(seller?.branding.terms_url ?? null);
  const contact = mailAddress(seller?.branding.support_email ?? null);
  return (
    <footer class="foot fine no-print">
      {terms && (
        <a href={terms} target="_top">
          {text('site.terms')}
        </a>
      )}
      {contact && (
        <a href={contact} target="_top">
          {text('site.contact')}
        </a>
      )}
      <LanguageChoice context={context} query={query} />
      <span class="push">{text('site.runsOn', { platform: platformName })}</span>
    </footer>
  );
}
