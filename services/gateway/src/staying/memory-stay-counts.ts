import { StayCounts, type Place } from './stay-counts.js';

/** Those of this gateway alone. */
export class MemoryStayCounts extends StayCounts {
  override readonly isShared = false;
  readonly #counts = new Map<string, number>();

  override take(places: readonly Place[]): boolean {
    if (places.some(({ key, most }) => this.of(key) >= most)) return false;
    this.add(places);
    return true;
  }

  /** Whether they were there or not. */
  add(places: readonly Place[]): void {
    for (const { key } of places) this.#counts.set(key, this.of(key) + 1);
  }

  override free(places: readonly Place[]): void {
    for (const { key } of places) {
      const left = this.of(key) - 1;
      if (left > 0) this.#counts.set(key, left);
      else this.#counts.delete(key);
    }
  }

  of(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  all(): readonly (readonly [key: string, count: number])[] {
    return [...this.#counts];
  }

  override close(): void {
    this.#counts.clear();
  }
}
