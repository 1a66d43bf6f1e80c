import { enhanceCardFields } from './parts/card-fields.ts';
import { enhanceCopy } from './parts/copy.ts';
import { tickDeadline } from './parts/deadline.ts';
import { offerExtension } from './parts/extension.ts';
import { enhanceForms } from './parts/forms.ts';
import { poll } from './parts/poll.ts';
import { enhancePostalCode } from './parts/postal-code.ts';
import { enhancePrint } from './parts/print.ts';
import { focusStart, hasMovedOn, onSwap } from './parts/swap.ts';
import { enhanceTestCards } from './parts/test-cards.ts';

// Everything works without this file. It spares page loads, formats what is typed and asks for news.

/** Sets the page up; runs again for every page swapped in, and stops what the last one had running. */
function start(): void {
  const running = new AbortController();
  enhanceForms(running.signal);
  enhanceCardFields();
  enhanceTestCards();
  enhancePostalCode();
  enhancePrint();
  enhanceCopy(running.signal);
  tickDeadline(running.signal);
  offerExtension(running.signal);
  poll(running.signal);
  onSwap(() => {
    running.abort();
    start();
    focusStart();
  });
}

start();

// After a swap, going back changes the address but not the page: the server knows best what stands there now.
addEventListener('popstate', () => {
  if (hasMovedOn()) location.reload();
});
// A page out of the browser's memory may show a form whose payment has long been decided.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
