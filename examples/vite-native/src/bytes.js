const units = ['B', 'KB', 'MB', 'GB', 'TB'];

/** 1536 is "1.5 KB". */
export function shown(bytes) {
  const step = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  return `${Number((bytes / 1024 ** step).toFixed(1))} ${units[step]}`;
}
