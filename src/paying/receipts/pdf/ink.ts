/** The colours of the buyer's pages in their light theme. */
export const ink = {
  text: '#17181c',
  soft: '#47484f',
  hint: '#65645d',
  line: '#e6e2db',
  strongLine: '#d3cec5',
  accent: '#2a3fb5',
  positive: { text: '#14663c', ground: '#e7f3ea', edge: '#bfdfca' },
  neutral: { text: '#47484f', ground: '#efece6', edge: '#d3cec5' },
  warning: { text: '#7c4f00', ground: '#fcf2dc', edge: '#ecd6a5' },
} as const;

export type Tone = { readonly text: string; readonly ground: string; readonly edge: string };

/** White or near black, whichever is easier to read on `#rrggbb`. */
export function inkOn(ground: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => linear(ground.slice(start, start + 2)));
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return luminance > 0.179 ? ink.text : '#ffffff';
}

function linear(channel: string): number {
  const encoded = Number.parseInt(channel, 16) / 255;
  return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;
}
