import * as Radix from '@radix-ui/react-toast';
import { dismissToast, useToast } from './toast.tsx';

/** Where toasts appear: bottom centre, eight seconds, longer while pointer or focus is on them. */
export function Toaster() {
  const toast = useToast();
  return (
    <Radix.Provider duration={8000} swipeDirection="down">
      {toast && (
        <Radix.Root
          key={toast.id}
          type="background"
          className="toast"
          onOpenChange={(isOpen) => !isOpen && dismissToast(toast)}
        >
          <Radix.Description>{toast.sentence}</Radix.Description>
          {toast.action && (
            <Radix.Action altText={`${toast.action.label}: ${toast.sentence}`} asChild>
              <button type="button" onClick={toast.action.run}>
                {toast.action.label}
              </button>
            </Radix.Action>
          )}
        </Radix.Root>
      )}
      <Radix.Viewport className="toast-dock" />
    </Radix.Provider>
  );
}
