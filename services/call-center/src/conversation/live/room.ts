import type { Hearer, ReadAfter, Told } from './told.js';

/**
 * A conversation on this node: tells its messages to the attendants here, each once and in order, whatever the order in which
 * hints come. Where one is missing it reads on from the database.
 */
export class Room {
  readonly attendants = new Set<Hearer>();
  /** The last message told; what is known to be stored may be further. */
  #head: number | undefined;
  #wanted = 0;
  #isReading = false;

  constructor(
    readonly read: ReadAfter,
    /** What is sent to who may not see the message of a sequence. */
    readonly skipped: (seq: number) => string,
  ) {}

  get head(): number {
    return this.#head ?? 0;
  }

  get hasBegun(): boolean {
    return this.#head !== undefined;
  }

  /** Who has everything up to here gets the rest by being told. */
  isUpTo(seq: number): boolean {
    return this.#head !== undefined && seq >= this.#head;
  }

  /** Messages up to here are history; those after are told. */
  begin(lastSeq: number): void {
    this.#head ??= lastSeq;
    this.noticed(this.#wanted);
  }

  /** It was committed, here or on another node. */
  arrived(told: Told): void {
    if (this.#head === told.seq - 1) this.#tell(told);
    else this.noticed(told.seq);
  }

  /** Something is stored up to this sequence. */
  noticed(seq: number): void {
    this.#wanted = Math.max(this.#wanted, seq);
    if (this.#head === undefined || this.#head >= this.#wanted || this.#isReading) return;
    this.#isReading = true;
    void this.#catchUp().finally(() => (this.#isReading = false));
  }

  signal(frame: string): void {
    for (const { outlet } of this.attendants) outlet.send(frame);
  }

  /** Gives up without a word when the database does: the next hint, or the next look, asks again. */
  async #catchUp(): Promise<void> {
    while (this.head < this.#wanted) {
      const page = await this.read(this.head).catch(() => []);
      if (page.length === 0) return;
      for (const told of page) if (told.seq === this.head + 1) this.#tell(told);
    }
  }

  #tell(told: Told): void {
    this.#head = told.seq;
    for (const attendant of this.attendants) attendant.told(told);
  }
}
