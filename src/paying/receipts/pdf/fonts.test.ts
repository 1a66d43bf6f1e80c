import { buffer } from 'node:stream/consumers';
import { extractText, getDocumentProxy } from 'unpdf';
import { expect, it } from 'vitest';
import { openFonts, registerFonts } from './fonts.ts';
import { loadPdfKit } from './pdfkit.ts';

async function textOf(words: string): Promise<string> {
  const [PDFDocument, fonts] = await Promise.all([loadPdfKit(), openFonts()]);
  const document = new PDFDocument();
  registerFonts(document, fonts);
  document.font('regular').text(words);
  document.end();
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await buffer(document))));
  return text.join(' ');
}

it('a letter can be copied from a document whatever letters earlier ones were composed of', async () => {
  expect(await textOf('Ǆ ǅ Ç Ĉ Ċ Č Ă Ẽ Ñ Ŝ Ż')).toContain('Ç');
  const words = 'Chemie And Extra Nordlicht Sand Zoo';
  expect(await textOf(words)).toBe(words);
});
