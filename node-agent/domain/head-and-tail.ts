/** How much of a step's output is passed on; all of it is in the build log on the node. */
export interface Shown {
  headLines: number;
  headCharacters: number;
  tailLines: number;
  tailCharacters: number;
}

export const shownOfStep: Shown = {
  headLines: 10_000,
  headCharacters: 4 * 1024 * 1024,
  tailLines: 2_000,
  tailCharacters: 512 * 1024,
};

/**
 * Passes on the first lines as they come and keeps the last ones for the end; what lies between is
 * counted. A step that prints without end must not fill the database of central.
 */
export class HeadAndTail<Line extends { text: string }> {
  readonly #shown: Shown;
  readonly #pass: (lines: Line[]) => void;
  readonly #notice: (text: string) => Line;
  #lines = 0;
  #characters = 0;
  #isFull = false;
  #tail: Line[] = [];
  #tailCharacters = 0;
  #leftOut = 0;

  constructor(
    pass: (lines: Line[]) => void,
    notice: (text: string) => Line,
    shown: Shown = shownOfStep,
  ) {
    this.#pass = pass;
    this.#notice = notice;
    this.#shown = shown;
  }

  add(lines: readonly Line[]): void {
    const at = this.#isFull ? 0 : lines.findIndex((line) => !this.#fits(line));
    if (at !== 0) this.#passOn(at < 0 ? [...lines] : lines.slice(0, at));
    if (at < 0) return;
    if (!this.#isFull) this.#announce();
    for (const line of lines.slice(at)) this.#keep(line);
  }

  /** Passes on what was kept, behind a line that says how much is missing. */
  end(): void {
    if (this.#leftOut > 0) {
      this.#passOn([
        this.#notice(`… ${this.#leftOut} lines left out; build.log on the node has all …`),
      ]);
    }
    this.#passOn(this.#tail);
    this.#tail = [];
    this.#leftOut = 0;
  }

  #fits({ text }: Line): boolean {
    this.#lines += 1;
    this.#characters += text.length;
    const { headLines, headCharacters } = this.#shown;
    return this.#lines <= headLines && this.#characters <= headCharacters;
  }

  #announce(): void {
    this.#isFull = true;
    const text = '… so much output: of what follows, only the end is shown when the step is over …';
    this.#passOn([this.#notice(text)]);
  }

  #keep(line: Line): void {
    this.#tail.push(line);
    this.#tailCharacters += line.text.length;
    const { tailLines, tailCharacters } = this.#shown;
    // Not line by line: removing the first one of many is slow.
    if (this.#tail.length < tailLines * 2 && this.#tailCharacters < tailCharacters * 2) return;
    this.#shorten(tailLines, tailCharacters);
  }

  #shorten(lines: number, characters: number): void {
    let from = Math.max(0, this.#tail.length - lines);
    let size = this.#tail.slice(from).reduce((sum, { text }) => sum + text.length, 0);
    while (size > characters && from < this.#tail.length - 1) {
      size -= this.#tail[from]?.text.length ?? 0;
      from += 1;
    }
    this.#leftOut += from;
    this.#tail = this.#tail.slice(from);
    this.#tailCharacters = size;
  }

  #passOn(lines: Line[]): void {
    if (lines.length > 0) this.#pass(lines);
  }
}
