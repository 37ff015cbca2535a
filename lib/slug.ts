/** Longest slug: it is part of folders, unit names and host names. */
const slugLengthMax = 40;

/**
 * Lower-case name for folders, units and host names, made from any human text: `[a-z0-9-]{1,40}`.
 * Text without a single Latin letter or digit becomes "project".
 */
export function slugify(text: string): string {
  const slug = text
    .slice(0, 1_000)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, slugLengthMax)
    .replace(/-+$/, '');
  return slug === '' ? 'project' : slug;
}
