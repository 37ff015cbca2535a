/** Text that `parseEnvText` reads to exactly these values, by name; so does dotenv, where it can. */
export function envTextOf(values: Readonly<Record<string, string>>): string {
  const keys = Object.keys(values).sort();
  return keys.map((key) => `${key}=${written(values[key] ?? '')}\n`).join('');
}

function written(value: string): string {
  if (/^[\w.,:/@%+-]+$/.test(value)) return value;
  // dotenv takes a backslash before the closing quote for part of the value.
  const isLiteral = !value.includes('\r') && !value.endsWith('\\');
  if (isLiteral && !value.includes("'")) return `'${value}'`;
  if (!/["\\]/.test(value)) return `"${escapeBreaks(value)}"`;
  if (isLiteral && !value.includes('`')) return `\`${value}\``;
  return `"${escapeBreaks(value.replace(/["\\$]/g, '\\$&'))}"`;
}

function escapeBreaks(value: string): string {
  return value.replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}
