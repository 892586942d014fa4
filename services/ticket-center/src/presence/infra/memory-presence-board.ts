import { Followers } from '../followers.js';
import { isPresent, placeOf, PresenceBoard, type Presence } from '../presence-board.js';

/** So many topics are looked through for those that nobody is present at any more. */
const ROOMY = 1_000;

/** Of a process that is alone. */
export class MemoryPresenceBoard extends PresenceBoard {
  readonly #topics = new Map<string, Map<string, Presence>>();
  readonly #followers = new Followers();

  override async put(topic: string, presence: Presence, now: Date): Promise<void> {
    await this.renew(topic, presence, now);
    this.#followers.tell(topic);
  }

  override async renew(topic: string, presence: Presence, now: Date): Promise<void> {
    if (this.#topics.size >= ROOMY) this.#forgetLeft(now);
    const places = this.#topics.get(topic) ?? new Map<string, Presence>();
    this.#topics.set(topic, places.set(placeOf(presence), presence));
  }

  override async remove(topic: string, place: Pick<Presence, 'personId' | 'client'>): Promise<void> {
    this.#topics.get(topic)?.delete(placeOf(place));
    this.#followers.tell(topic);
  }

  override async of(topic: string, now: Date): Promise<Presence[]> {
    return [...(this.#topics.get(topic)?.values() ?? [])].filter(isPresent(now));
  }

  override follow(topic: string, heard: () => void): () => void {
    this.#followers.add(topic, heard);
    return () => this.#followers.remove(topic, heard);
  }

  override async close(): Promise<void> {
    this.#topics.clear();
  }

  #forgetLeft(now: Date): void {
    for (const [topic, places] of this.#topics)
      if (![...places.values()].some(isPresent(now))) this.#topics.delete(topic);
  }
}
