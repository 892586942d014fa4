const HOUR_MS = 3_600_000;
const AT_ONCE = 100;
/** Of an hour; beyond that it begins anew, and some are told twice. */
const MOST = 200_000;

/** Records that somebody was shown by one way. */
export interface RecordsSeen {
  readonly accountId: string;
  readonly way: string;
  readonly single: boolean;
  readonly hour: string;
  readonly recordIds: readonly string[];
}

type Seen = Omit<RecordsSeen, 'hour' | 'recordIds'>;

/** Who was shown which records of a tenant, each once an hour, until it is said. */
export class HourlySightings {
  #hour = 0;
  readonly #known = new Set<string>();
  #unsaid = new Map<string, Seen & { readonly hour: string; readonly recordIds: string[] }>();

  add({ accountId, way, single }: Seen, recordIds: readonly string[], now: Date): void {
    const hour = Math.floor(now.getTime() / HOUR_MS);
    if (hour !== this.#hour || this.#known.size >= MOST) this.#known.clear();
    this.#hour = hour;
    const key = `${accountId} ${way} ${single} ${hour}`;
    for (const recordId of recordIds) {
      const sight = `${accountId} ${recordId} ${single}`;
      if (this.#known.has(sight)) continue;
      this.#known.add(sight);
      const unsaid = this.#unsaid.get(key);
      if (unsaid) unsaid.recordIds.push(recordId);
      else {
        const begun = new Date(hour * HOUR_MS).toISOString();
        this.#unsaid.set(key, { accountId, way, single, hour: begun, recordIds: [recordId] });
      }
    }
  }

  /** What is to be said now, some records at a time. */
  take(): RecordsSeen[] {
    const taken = [...this.#unsaid.values()];
    this.#unsaid = new Map();
    return taken.flatMap((each) => {
      const parts = Math.ceil(each.recordIds.length / AT_ONCE);
      return Array.from({ length: parts }, (_, part) => ({
        ...each,
        recordIds: each.recordIds.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
      }));
    });
  }

  /** What could not be said. */
  giveBack(all: readonly RecordsSeen[]): void {
    for (const [at, each] of all.entries())
      this.#unsaid.set(`given back ${at} ${each.hour} ${each.recordIds[0]}`, {
        ...each,
        recordIds: [...each.recordIds],
      });
  }
}
