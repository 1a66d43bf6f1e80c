/** Whether a dialog or a panel asks for attention; panels that are closed stay in the document. */
export function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"][data-state="open"], :popover-open') !== null;
}
