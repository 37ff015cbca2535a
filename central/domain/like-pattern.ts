/** For `LIKE … ESCAPE '\'`: the text as it is, in which % and _ are nothing special. */
export function likeText(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
