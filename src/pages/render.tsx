import { renderDocument } from '#platform/text/document.tsx';
import { AnnouncementPage } from './announcements/announcement-page.tsx';
import { ChallengePage } from './components/challenge-page.tsx';
import { CheckoutPage } from './components/checkout-page.tsx';
import { LeavePage } from './components/leave-page.tsx';
import { LinkPage } from './components/link-page.tsx';
import { ProcessingPage } from './components/processing-page.tsx';
import { ReceiptPage } from './components/receipt-page.tsx';
import { TransferPage } from './components/transfer-page.tsx';
import type { PageContext } from './context.ts';
import type {
  AnnouncementView,
  ChallengeView,
  CheckoutPageView,
  LeaveView,
  LinkPageView,
  ProcessingView,
  ReceiptView,
  TransferView,
} from './views.ts';

// Each answers a whole HTML document. Pure: the same view and context always give the same text.

export function renderLinkPage(view: LinkPageView, context: PageContext): string {
  return renderDocument(<LinkPage view={view} context={context} />);
}

export function renderCheckoutPage(view: CheckoutPageView, context: PageContext): string {
  return renderDocument(<CheckoutPage view={view} context={context} />);
}

export function renderChallengePage(view: ChallengeView, context: PageContext): string {
  return renderDocument(<ChallengePage view={view} context={context} />);
}

export function renderProcessingPage(view: ProcessingView, context: PageContext): string {
  return renderDocument(<ProcessingPage view={view} context={context} />);
}

export function renderTransferPage(view: TransferView, context: PageContext): string {
  return renderDocument(<TransferPage view={view} context={context} />);
}

export function renderReceiptPage(view: ReceiptView, context: PageContext): string {
  return renderDocument(<ReceiptPage view={view} context={context} />);
}

export function renderLeavePage(view: LeaveView, context: PageContext): string {
  return renderDocument(<LeavePage view={view} context={context} />);
}

export function renderAnnouncementPage(view: AnnouncementView, context: PageContext): string {
  return renderDocument(<AnnouncementPage view={view} context={context} />);
}
