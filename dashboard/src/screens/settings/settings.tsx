import { getRouteApi, Link } from '@tanstack/react-router';
import { Page } from '@/ui/page.tsx';
import { MissingScreen } from '../dead-ends.tsx';
import { AccountSection } from './account-section.tsx';
import { BrandingSection } from './branding-section.tsx';
import { LimitsSection } from './limits-section.tsx';
import { MailboxSection } from './mailbox-section.tsx';
import { PricingSection } from './pricing-section.tsx';
import { ProfileSection } from './profile-section.tsx';
import { SecuritySection } from './security-section.tsx';

const route = getRouteApi('/shell/settings/$section');

const sections = [
  { id: 'profile', label: 'Profile', content: <ProfileSection /> },
  { id: 'pricing', label: 'Prices and tax', content: <PricingSection /> },
  { id: 'branding', label: 'Branding', content: <BrandingSection /> },
  { id: 'limits', label: 'Limits and fees', content: <LimitsSection /> },
  { id: 'security', label: 'Security', content: <SecuritySection /> },
  { id: 'mailbox', label: 'Mailbox', content: <MailboxSection /> },
  { id: 'account', label: 'Your account', content: <AccountSection /> },
] as const;

export function SettingsScreen() {
  const { section } = route.useParams();
  const shown = sections.find(({ id }) => id === section);
  if (!shown) return <MissingScreen />;
  return (
    <Page name="Settings">
      <nav className="tabs" aria-label="Settings">
        {sections.map(({ id, label }) => (
          <Link key={id} to="/settings/$section" params={{ section: id }} replace resetScroll={false}>
            {label}
          </Link>
        ))}
      </nav>
      {shown.content}
    </Page>
  );
}
