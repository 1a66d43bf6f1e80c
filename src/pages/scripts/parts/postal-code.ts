/** Says of the postal code whether the chosen country asks for it, to whoever is told what a field needs. */
export function enhancePostalCode(): void {
  const country = document.querySelector<HTMLSelectElement>('#billing_country');
  const postalCode = document.querySelector<HTMLInputElement>('#billing_postal_code');
  if (!country || !postalCode) return;
  const tell = () => {
    postalCode.required = country.selectedOptions[0]?.classList.contains('needs-postal-code') ?? false;
  };
  country.addEventListener('change', tell);
  tell();
}
