import type { Outlet } from './outlet.js';
import type { Room } from './room.js';
import { PAGE, type Hearer, type Told } from './told.js';

/** A device in a room: gets what it has not got yet, then what comes. */
export class Attendant implements Hearer {
  #sent: number;
  /** It has everything that was told in the room. */
  #live = false;
  #left = false;

  constructor(
    readonly outlet: Outlet,
    private readonly room: Room,
    after: number,
    private readonly seesNotes: boolean,
  ) {
    this.#sent = after;
    room.attendants.add(this);
  }

  /** Of the room. */
  get head(): number {
    return this.room.head;
  }

  told(told: Told): void {
    if (this.#live && told.seq > this.#sent) this.#send(told);
  }

  /** Page by page, as fast as the device takes it; what comes meanwhile is among what is read. */
  async catchUp(): Promise<void> {
    this.#live = this.room.isUpTo(this.#sent);
    while (!this.#left && !this.#live) {
      const known = this.room.head;
      const page = await this.room.read(this.#sent);
      for (const told of page) {
        this.#send(told);
        this.room.arrived(told);
      }
      // What was known before it was read, and is not there, is no more.
      const isGone = page.length === 0 && known > this.#sent;
      this.#live = isGone || (page.length < PAGE && this.room.isUpTo(this.#sent));
      if (!this.#live) await this.outlet.drained();
    }
  }

  leave(): void {
    this.#left = true;
    this.room.attendants.delete(this);
  }

  #send({ seq, frame, isForAgents }: Told): void {
    this.#sent = seq;
    this.outlet.send(isForAgents && !this.seesNotes ? this.room.skipped(seq) : frame);
  }
}
