import { contrast, type Oklch, parseHexColour, toHex, toOklch } from './colour.ts';

/** The colour of pages that belong to no merchant, and of merchants that have chosen none. */
export const defaultAccent = '#2a3fb5';

/** What a merchant's colour becomes on one theme, each `#rrggbb`. */
export type AccentRoles = {
  /** Ground of the one filled button. */
  readonly fill: string;
  readonly fillHover: string;
  /** Text on both fills. */
  readonly on: string;
  /** Links, focus ring, emblem: readable on every paper and on `soft`. */
  readonly ink: string;
  /** A tinted ground, and its border. */
  readonly soft: string;
  readonly edge: string;
};

type Theme = {
  /** The paper that leaves the least contrast, and the one that the filled button lies on. */
  readonly hardestPaper: string;
  readonly paper: string;
  readonly leastFillLightness: number;
  readonly mostFillLightness: number;
  readonly hoverStep: number;
  readonly inkDirection: 1 | -1;
  readonly soft: { readonly lightness: number; readonly mostChroma: number };
  readonly edge: { readonly lightness: number; readonly mostChroma: number };
};

const light: Theme = {
  hardestPaper: '#efece6',
  paper: '#ffffff',
  leastFillLightness: 0,
  mostFillLightness: 0.9,
  hoverStep: -0.05,
  inkDirection: -1,
  soft: { lightness: 0.955, mostChroma: 0.022 },
  edge: { lightness: 0.87, mostChroma: 0.05 },
};

const dark: Theme = {
  hardestPaper: '#26262a',
  paper: '#1c1c1f',
  leastFillLightness: 0.46,
  mostFillLightness: 0.92,
  hoverStep: 0.04,
  inkDirection: 1,
  soft: { lightness: 0.26, mostChroma: 0.04 },
  edge: { lightness: 0.38, mostChroma: 0.07 },
};

const readable = 4.5;
const white = '#ffffff';
const nearBlack = '#17130a';
const step = 0.005;

/** The roles of a merchant's colour by the contrast formula of WCAG 2.2; an unreadable colour is corrected. */
export function accentRoles(accentColour: string | null): { light: AccentRoles; dark: AccentRoles } {
  const accent = toOklch(parseHexColour(accentColour ?? '') ?? defaultAccent);
  return { light: rolesOn(light, accent), dark: rolesOn(dark, accent) };
}

/** Custom properties of a colour on one theme, by name. */
export function accentProperties(roles: AccentRoles): ReadonlyMap<string, string> {
  return new Map([
    ['--accent-fill', roles.fill],
    ['--accent-fill-hover', roles.fillHover],
    ['--accent-on', roles.on],
    ['--accent-ink', roles.ink],
    ['--accent-soft', roles.soft],
    ['--accent-edge', roles.edge],
  ]);
}

function rolesOn(theme: Theme, accent: Oklch): AccentRoles {
  const soft = toHex(tinted(accent, theme.soft));
  const { fill, fillHover, on } = fillOn(theme, accent);
  return {
    fill,
    fillHover,
    on,
    ink: inkOn(theme, accent, soft),
    soft,
    edge: toHex(tinted(accent, theme.edge)),
  };
}

function tinted(accent: Oklch, { lightness, mostChroma }: { lightness: number; mostChroma: number }): Oklch {
  return { lightness, chroma: Math.min(accent.chroma, mostChroma), hue: accent.hue };
}

/** Clearly light accents carry dark text; all others are deepened until white text passes. */
function fillOn(theme: Theme, accent: Oklch): Pick<AccentRoles, 'fill' | 'fillHover' | 'on'> {
  const bounded = Math.min(theme.mostFillLightness, Math.max(theme.leastFillLightness, accent.lightness));
  const wanted = { ...accent, lightness: bounded };
  const on = accent.lightness >= 0.64 ? nearBlack : white;
  const fill = moveUntilReadable(wanted, on === white ? -1 : 1, [on]);
  return { fill, fillHover: hoverOf(fill, on, theme.hoverStep), on };
}

/** A step away from the fill; the other way where the first would end the scale or the text's contrast. */
function hoverOf(fill: string, on: string, hoverStep: number): string {
  const rest = toOklch(fill);
  const lightness = rest.lightness + hoverStep;
  const hovered = toHex({ ...rest, lightness });
  const isFine = lightness > 0 && hovered !== fill && contrast(hovered, on) >= readable;
  // Below a fifth of the scale a step is too small to see, so near-black lifts to there.
  return isFine ? hovered : toHex({ ...rest, lightness: Math.max(0.2, rest.lightness - hoverStep) });
}

function inkOn(theme: Theme, accent: Oklch, soft: string): string {
  return moveUntilReadable(accent, theme.inkDirection, [theme.hardestPaper, theme.paper, soft]);
}

/** Darkens (−1) or lightens (1) until the colour passes against all of `others`. */
function moveUntilReadable(colour: Oklch, direction: 1 | -1, others: readonly string[]): string {
  for (let { lightness } = colour; lightness >= 0 && lightness <= 1; lightness += direction * step) {
    const hex = toHex({ ...colour, lightness });
    if (others.every((other) => contrast(hex, other) >= readable)) return hex;
  }
  return direction === 1 ? white : '#000000';
}
