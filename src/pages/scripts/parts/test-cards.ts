/** Makes the listed test cards fill in the form, where there is one. */
export function enhanceTestCards(): void {
  if (!document.querySelector('#number')) return;
  for (const code of document.querySelectorAll<HTMLElement>('[data-test-card]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.ariaLabel = code.dataset.label ?? null;
    button.append(...code.childNodes);
    button.addEventListener('click', () => {
      type('#number', button.textContent ?? '');
      type('#expiry', code.dataset.testCard ?? '');
      type('#cvc', '123');
      const name = document.querySelector<HTMLInputElement>('#name');
      if (name?.value) document.querySelector<HTMLElement>('.form .primary')?.focus();
      else name?.focus();
    });
    code.append(button);
  }
}

function type(selector: string, value: string): void {
  const input = document.querySelector<HTMLInputElement>(selector);
  if (!input) return;
  input.value = value;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
