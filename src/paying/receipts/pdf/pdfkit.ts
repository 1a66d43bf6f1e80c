/**
 * PDFKit, loaded with the first PDF that is asked for: at the start of the server it would take a sixth of a second and
 * 28 MB, whether or not anyone wants a PDF.
 */
export async function loadPdfKit() {
  const { default: PDFDocument } = await import('pdfkit');
  return PDFDocument;
}
