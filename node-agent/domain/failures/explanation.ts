/** Where something went wrong: the same words mean other things in a build than at the start. */
export type Stage = 'evaluation' | 'build' | 'test' | 'release' | 'start';

/** A cause that is known by what programs say about it. */
export interface Explanation {
  code: string;
  /** What it is recognised by, in the words of the programs themselves. */
  pattern: RegExp;
  /** What to do; `said` is everything that was looked through. */
  hint: string | ((match: RegExpExecArray, said: string) => string);
  /** Default: anywhere. */
  stages?: readonly Stage[];
  /** Only Nix itself can say it: what a command prints proves nothing. */
  byNix?: true;
}

export const building: readonly Stage[] = ['build', 'test'];
export const running: readonly Stage[] = ['test', 'release', 'start'];
