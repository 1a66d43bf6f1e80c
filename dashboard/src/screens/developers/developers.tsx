import { getRouteApi, Link } from '@tanstack/react-router';
import { Icon } from '@/ui/icon.tsx';
import { Page } from '@/ui/page.tsx';
import { screen } from '@/ui/part.tsx';
import { MissingScreen } from '../dead-ends.tsx';

const DeliveriesSection = screen(() => import('./deliveries-section.tsx'), 'DeliveriesSection');
const EventsSection = screen(() => import('./events-section.tsx'), 'EventsSection');
const SimulatorSection = screen(() => import('./simulator-section.tsx'), 'SimulatorSection');
const WebhookSection = screen(() => import('./webhook-section.tsx'), 'WebhookSection');
const KeysSection = screen(() => import('./keys/keys-section.tsx'), 'KeysSection');
const RequestsSection = screen(() => import('./requests/requests-section.tsx'), 'RequestsSection');

const route = getRouteApi('/shell/developers/$section');

const sections = [
  { id: 'api-keys', label: 'API keys', content: <KeysSection /> },
  { id: 'webhook', label: 'Webhook', content: <WebhookSection /> },
  { id: 'deliveries', label: 'Deliveries', content: <DeliveriesSection /> },
  { id: 'events', label: 'Events', content: <EventsSection /> },
  { id: 'simulator', label: 'Simulator', content: <SimulatorSection /> },
  { id: 'requests', label: 'Requests', content: <RequestsSection /> },
] as const;

/** What whoever connects a server needs: keys, and what went in and out. */
export function DevelopersScreen() {
  const { section } = route.useParams();
  const shown = sections.find(({ id }) => id === section);
  if (!shown) return <MissingScreen />;
  return (
    <Page
      name="Developers"
      tools={
        <a href="/docs" className="button button-secondary">
          <Icon name="external" />
          API reference
        </a>
      }
    >
      <nav className="tabs" aria-label="Developers">
        {sections.map(({ id, label }) => (
          <Link key={id} to="/developers/$section" params={{ section: id }} replace resetScroll={false}>
            {label}
          </Link>
        ))}
      </nav>
      {shown.content}
    </Page>
  );
}
