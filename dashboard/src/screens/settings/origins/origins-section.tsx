import { platformName } from '@/platform.ts';
import { useAccount } from '@/use-account.ts';
import { isolated } from '../../../../../src/platform/contract/directions.ts';
import { OriginList } from './origin-list.tsx';

/** Which other sites buyers may be sent on to, and which may show the pages of links. */
export function OriginsSection() {
  const { website } = useAccount().organization;
  return (
    <div className="columns-equal">
      <OriginList
        list="allowed_redirect_origins"
        title="Redirect origins"
        label="Add a redirect origin"
        what="Sites that your server may send buyers back to after they paid or canceled, by successUrl, cancelUrl and failedUrl of a checkout. Any page of a listed site will do; a checkout that names another site is refused, so that nobody lends the trust of your payment page."
        example={{ name: 'successUrl', value: 'https://shop.example.com/thanks?order=1042' }}
        none={
          website
            ? `None beside your website, ${isolated(website)}, which is always allowed.`
            : 'None. Checkouts with an address to return to are refused, unless you set a website in the profile, which is always allowed.'
        }
      />
      <OriginList
        list="allowed_embed_origins"
        title="Embed origins"
        label="Add an embed origin"
        what="Sites that may show the page of a payment link in a frame. The payment itself always opens at the top, where buyers see the address. Everywhere else browsers refuse to show the page, so that nobody lays something over it."
        example={{ name: 'iframe', value: `<iframe src="${location.origin}/pay/…" title="${platformName}">` }}
        none="None. The pages of links open by themselves only."
      />
    </div>
  );
}
