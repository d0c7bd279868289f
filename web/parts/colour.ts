// The organisation's colour, mended where it would be hard to read: readable on every ground of each scheme.

type Rgb = [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
/** `--ground-strong` of each scheme (styles/tokens.css), the ground on which a colour is hardest to read. */
const LIGHT_GROUND: Rgb = [230, 234, 245];
const DARK_GROUND: Rgb = [44, 50, 61];
/** `--ground` of the dark scheme, for text on the colour. */
const NIGHT: Rgb = [22, 24, 29];
const ENOUGH = 4.6;

/** Rules for the tokens `--brand` and `--on-brand` of both schemes, or null for what is no colour. */
export function brandRules(hex: string, selector: ':host' | ':root'): string | null {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) return null;
  const colour = parse(hex);
  const light = mended(colour, LIGHT_GROUND, BLACK);
  const dark = mended(colour, DARK_GROUND, WHITE);
  return (
    `${selector}{--brand:${format(light)};--on-brand:#ffffff}` +
    `@media (prefers-color-scheme:dark){${selector}{--brand:${format(dark)};--on-brand:${format(NIGHT)}}}`
  );
}

/** Gives the page or shadow root the colour, without an inline style. */
export function applyBrand(root: DocumentOrShadowRoot, hex: string): void {
  const rules = brandRules(hex, root instanceof Document ? ':root' : ':host');
  if (!rules) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

function mended(colour: Rgb, ground: Rgb, towards: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = colour.map((value, i) => Math.round(value + (towards[i] - value) * share)) as Rgb;
    if (contrast(mixed, ground) >= ENOUGH) return mixed;
  }
  return towards;
}

function contrast(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function parse(hex: string): Rgb {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as Rgb;
}

function format(colour: Rgb): string {
  return `#${colour.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
