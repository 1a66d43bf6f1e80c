import { getRouteApi, Link } from '@tanstack/react-router';
import { Select } from '@/ui/field.tsx';
import { Page } from '@/ui/page.tsx';
import { screen } from '@/ui/part.tsx';
import { MissingScreen } from '../dead-ends.tsx';

const AccountSection = screen(() => import('./account-section.tsx'), 'AccountSection');
const AuditSection = screen(() => import('./audit/audit-section.tsx'), 'AuditSection');
const BrandingSection = screen(() => import('./branding-section.tsx'), 'BrandingSection');
const LimitsSection = screen(() => import('./limits-section.tsx'), 'LimitsSection');
const MailboxSection = screen(() => import('./mailbox-section.tsx'), 'MailboxSection');
const OriginsSection = screen(() => import('./origins/origins-section.tsx'), 'OriginsSection');
const PricingSection = screen(() => import('./pricing-section.tsx'), 'PricingSection');
const ProfileSection = screen(() => import('./profile-section.tsx'), 'ProfileSection');
const ProvidersSection = screen(() => import('./providers/providers-section.tsx'), 'ProvidersSection');
const SecuritySection = screen(() => import('./security-section.tsx'), 'SecuritySection');
const TeamSection = screen(() => import('./team/team-section.tsx'), 'TeamSection');

const route = getRouteApi('/shell/settings/$section');

const sections = [
  { id: 'profile', label: 'Profile', content: <ProfileSection /> },
  { id: 'pricing', label: 'Prices and tax', content: <PricingSection /> },
  { id: 'branding', label: 'Branding', content: <BrandingSection /> },
  { id: 'providers', label: 'Providers', content: <ProvidersSection /> },
  { id: 'team', label: 'Team', content: <TeamSection /> },
  { id: 'security', label: 'Security', content: <SecuritySection /> },
  { id: 'audit-log', label: 'Audit log', content: <AuditSection /> },
  { id: 'origins', label: 'Origins', content: <OriginsSection /> },
  { id: 'mailbox', label: 'Mailbox', content: <MailboxSection /> },
  { id: 'limits', label: 'Limits and fees', content: <LimitsSection /> },
  { id: 'account', label: 'Your account', content: <AccountSection /> },
] as const;

export function SettingsScreen() {
  const { section } = route.useParams();
  const navigate = route.useNavigate();
  const shown = sections.find(({ id }) => id === section);
  if (!shown) return <MissingScreen />;
  return (
    <Page name="Settings">
      <div className="tabs-narrow">
        <Select
          aria-label="Section"
          choices={sections.map(({ id, label }) => ({ value: id, label }))}
          value={shown.id}
          onChange={(event) => void navigate({ params: { section: event.target.value }, replace: true })}
        />
      </div>
      <nav className="tabs tabs-wide" aria-label="Settings">
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
