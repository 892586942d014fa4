const WIDTH = 30;
const REDRAW_MS = 100;

/** How far it is: a bar that redraws itself on a terminal, a line for every tenth elsewhere. */
export class Progress {
  #done = 0;
  #drawnAt = 0;
  readonly #begun = performance.now();

  constructor(
    private readonly what: string,
    private readonly total: number,
    private readonly out: NodeJS.WriteStream,
  ) {}

  advance(): void {
    this.#done += 1;
    if (this.out.isTTY) this.#redraw();
    else if (tenths(this.#done, this.total) > tenths(this.#done - 1, this.total)) this.out.write(`${this.#line()}\n`);
  }

  /** A word that is worth a line of its own. */
  note(text: string): void {
    this.out.write(this.out.isTTY ? `\r\x1b[K${text}\n` : `${text}\n`);
  }

  #redraw(): void {
    const now = performance.now();
    const last = this.#done === this.total;
    if (!last && now - this.#drawnAt < REDRAW_MS) return;
    this.#drawnAt = now;
    const filled = Math.round((WIDTH * this.#done) / this.total);
    this.out.write(`\r\x1b[K[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${this.#line()}${last ? '\n' : ''}`);
  }

  #line(): string {
    const seconds = (performance.now() - this.#begun) / 1_000;
    return `${this.what} ${this.#done}/${this.total}, ${seconds.toFixed(1)} s, ${(this.#done / seconds).toFixed(1)}/s`;
  }
}

function tenths(done: number, total: number): number {
  return Math.floor((10 * done) / total);
}
