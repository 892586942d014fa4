import type { ProcessRecord } from '../records.js';
import type { Snapshot, Wait } from '../snapshot.js';
import type { Recorded, RecordedAnswer, RecordedWait } from './recording.js';

/** When something is to happen to a wait, by what was recorded. */
export interface Due extends Recorded {
  /** Left out: a timer for which nothing was recorded falls due by the clock alone. */
  readonly answer?: RecordedAnswer;
}

interface Claim {
  recorded: RecordedWait | undefined;
  taken: number;
  /** When its next answer can come at the earliest, ms. */
  ready: number;
}

/** Which recorded wait a wait of the new run takes after: of those at the same node and of the same kind the next in order. */
export class Claims {
  readonly #left: Map<string, RecordedWait[]>;
  readonly #claims = new Map<number, Claim>();
  readonly #given = new Set<RecordedAnswer>();

  constructor(recorded: readonly RecordedWait[]) {
    this.#left = Map.groupBy(recorded, keyOf);
  }

  /** Takes note of what a step opened, closed and put off. */
  after(records: readonly ProcessRecord[], { waits }: Snapshot, now: number): void {
    for (const wait of Object.values(waits)) {
      if (!this.#claims.has(wait.id)) this.#claims.set(wait.id, { recorded: this.#claim(wait), taken: 0, ready: now });
    }
    for (const id of this.#claims.keys()) if (!waits[id]) this.#claims.delete(id);
    for (const record of records) {
      if (record.type === 'call-attempt-failed' && record.next) this.#again(waits[record.wait]!, record.next);
    }
  }

  given(wait: number, answer: RecordedAnswer): void {
    this.#given.add(answer);
    this.#claims.get(wait)!.taken += 1;
  }

  wasGiven(answer: RecordedAnswer): boolean {
    return this.#given.has(answer);
  }

  due(wait: Wait): Due | undefined {
    const { recorded, taken, ready } = this.#claims.get(wait.id)!;
    const answer = recorded?.answers[taken];
    if (wait.kind === 'timer') return timerDue(Date.parse(wait.due), recorded?.end, answer);
    if (!answer) return undefined;
    const at = wait.kind === 'message' ? answer.at : ready + answer.delay;
    return { at, seq: answer.seq, answer };
  }

  /** Until when it is known whether an answer came, ms. */
  knownUntil({ id, kind }: Wait): number {
    const { recorded, taken, ready } = this.#claims.get(id)!;
    if (kind === 'condition' || recorded?.end === 'open' || recorded?.answers[taken]) return Infinity;
    if (!recorded) return ready;
    if (recorded.end !== 'answered') return ready + recorded.end.delay;
    return kind === 'signal' ? Infinity : ready;
  }

  /** It was open in the recorded run too when that was read. */
  wasOpen({ id }: Wait): boolean {
    return this.#claims.get(id)!.recorded?.end === 'open';
  }

  #claim(wait: Pick<Wait, 'kind' | 'node'>): RecordedWait | undefined {
    return this.#left.get(keyOf(wait))?.shift();
  }

  /** More attempts than were recorded for the call: the next one that was recorded answers. */
  #again(wait: Wait, next: string): void {
    const claim = this.#claims.get(wait.id)!;
    claim.ready = Date.parse(next);
    if (claim.recorded?.answers[claim.taken]) return;
    Object.assign(claim, { recorded: this.#claim(wait), taken: 0 });
  }
}

/** As late as it was recorded; one that was beaten when it was due already is beaten again. */
function timerDue(due: number, end: RecordedWait['end'] | undefined, answer: RecordedAnswer | undefined) {
  if (answer) return { at: due + answer.delay, seq: answer.seq, answer };
  if (end === 'open') return undefined;
  return typeof end === 'object' ? { at: due + end.delay, seq: end.seq } : { at: due, seq: Infinity };
}

function keyOf({ kind, node }: Pick<Wait, 'kind' | 'node'>): string {
  return `${kind} ${node}`;
}
