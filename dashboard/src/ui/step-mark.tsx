/** A tick for what is done, hollow for what is open. */
export function StepMark({ isDone }: { readonly isDone: boolean }) {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
      {isDone ? (
        <>
          <circle cx="9" cy="9" r="8" className="step-done" />
          <path d="m5.5 9.3 2.4 2.4 4.6-5" className="step-tick" />
        </>
      ) : (
        <circle cx="9" cy="9" r="7.2" className="step-open" />
      )}
    </svg>
  );
}
