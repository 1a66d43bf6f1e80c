import { accentProperties, accentRoles } from '../../../src/platform/kit/accent.ts';

/** Custom properties for an element; each holds the colour of both themes. */
export function propertiesOfBothThemes(accentColour: string | null): ReadonlyMap<string, string> {
  const { light, dark } = accentRoles(accentColour);
  const onDark = accentProperties(dark);
  return new Map(
    [...accentProperties(light)].map(([name, onLight]) => [
      name,
      `light-dark(${onLight}, ${onDark.get(name)})`,
    ]),
  );
}
