/** Rows of the table in docs/*-settings.md. */
export function settingsTable(text: string) {
  const rows = text.matchAll(/^\| `(\w+)` \| `(\w+)` \| (.+?) \| .+ \|$/gm);
  return [...rows].map(([, name = '', variable = '', defaultText = '']) => ({
    ...{ name, variable, defaultText },
  }));
}
