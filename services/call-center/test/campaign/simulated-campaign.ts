import { Dice } from '#libs/kernel/dice';
import {
  abandonedSince,
  abandonRate,
  CONNECT_WITHIN_MS,
  type LiveCalls,
} from '../../src/campaign/domain/pacing/abandon-rate.js';
import { pace, type PacingLimits, type PacingMemory } from '../../src/campaign/domain/pacing/pace.js';

const RING_OUT_MS = 20_000;
const HOUR = 3_600_000;
const WARM_UP_MS = HOUR;

export interface Scenario {
  readonly seed: number;
  readonly hours: number;
  readonly windowMs: number;
  readonly limits: PacingLimits;
  /** Share of live answers. @param hour of the campaign, with fractions */
  answerRate(hour: number): number;
  agents(hour: number): number;
}

export interface Report {
  readonly dials: number;
  readonly live: number;
  readonly abandoned: number;
  /** Of the time agents were there, how much they spent on calls. */
  readonly utilisation: number;
  /** The highest abandon rate of any rolling window after the warm-up. */
  readonly worstWindow: number;
}

interface Ringing {
  readonly placedAt: number;
  readonly endsAt: number;
  readonly isLive: boolean;
}

interface Answer {
  readonly liveAt: number;
  abandoned: boolean;
}

/** A day of a campaign, second by second, against the real pacing: who answers and how long they talk is drawn from the seed. */
export class SimulatedCampaign {
  readonly #dice: Dice;
  #ringing: Ringing[] = [];
  #waiting: Answer[] = [];
  #busy: { since: number; until: number }[] = [];
  readonly #window: Answer[] = [];
  #abandonedInWindow = 0;
  readonly #finished: { isLive: boolean }[] = [];
  readonly #handled: number[] = [];
  readonly #rings: number[] = [];
  #memory: PacingMemory | null = null;
  #calls = { live: 0, abandoned: 0 };
  #dials = 0;
  #busyMs = 0;
  #thereMs = 0;
  #worst = 0;

  constructor(private readonly scenario: Scenario) {
    this.#dice = new Dice(scenario.seed);
  }

  run(): Report {
    const { hours, limits, windowMs } = this.scenario;
    for (let now = 0; now < hours * HOUR; now += 1_000) this.#second(now, limits, windowMs);
    const utilisation = this.#busyMs / this.#thereMs;
    return { dials: this.#dials, ...this.#calls, utilisation, worstWindow: this.#worst };
  }

  #second(now: number, limits: PacingLimits, windowMs: number): void {
    const agents = this.scenario.agents(now / HOUR);
    this.#busy = this.#busy.filter(({ until }) => until > now);
    this.#answer(now);
    this.#connect(now, agents);
    this.#busyMs += this.#busy.length * 1_000;
    this.#thereMs += Math.max(agents, this.#busy.length) * 1_000;
    const window = this.#roll(now, windowMs);
    const { dials, memory } = pace(this.#floor(agents), this.#measured(), window, limits, this.#memory, now);
    this.#memory = memory;
    for (let n = 0; n < dials; n++) this.#dial(now);
  }

  #floor(agents: number) {
    return {
      agents,
      idle: Math.max(0, agents - this.#busy.length),
      busySince: this.#busy.map(({ since }) => since),
      ringing: this.#ringing.length,
      waiting: this.#waiting.length,
    };
  }

  #measured() {
    const newest = this.#finished.slice(-300);
    const rings = this.#rings.slice(-100);
    const ringMs = rings.length === 0 ? 10_000 : rings.reduce((sum, ms) => sum + ms, 0) / rings.length;
    const live = newest.filter(({ isLive }) => isLive).length;
    return { dials: newest.length, live, ringMs, handleMs: this.#handled.slice(-200) };
  }

  #dial(now: number): void {
    const isLive = this.#dice.next() < this.scenario.answerRate(now / HOUR);
    const endsAt = now + (isLive ? 3_000 + Math.floor(this.#dice.next() * 15_000) : RING_OUT_MS);
    this.#ringing.push({ placedAt: now, endsAt, isLive });
    this.#dials += 1;
  }

  #answer(now: number): void {
    for (const call of this.#ringing.filter(({ endsAt }) => endsAt <= now)) {
      this.#finished.push(call);
      if (!call.isLive) continue;
      const answer = { liveAt: call.endsAt, abandoned: false };
      this.#rings.push(call.endsAt - call.placedAt);
      this.#waiting.push(answer);
      this.#window.push(answer);
      this.#calls.live += 1;
    }
    this.#ringing = this.#ringing.filter(({ endsAt }) => endsAt > now);
  }

  #connect(now: number, agents: number): void {
    const still: Answer[] = [];
    for (const answer of this.#waiting) {
      if (this.#busy.length < agents && now - answer.liveAt <= CONNECT_WITHIN_MS) this.#take(now);
      else if (this.#isLost(answer, now)) this.#lose(answer);
      else still.push(answer);
    }
    this.#waiting = still;
  }

  #isLost({ liveAt }: Answer, now: number): boolean {
    const call = { liveAt: new Date(liveAt), connectedAt: null, endedAt: null };
    return abandonedSince(call, new Date(now)) !== null;
  }

  #lose(answer: Answer): void {
    answer.abandoned = true;
    this.#calls.abandoned += 1;
    this.#abandonedInWindow += 1;
  }

  /** Talk and after-contact work: log-normal, two minutes in the middle. */
  #take(now: number): void {
    const normal = Math.sqrt(-2 * Math.log(1 - this.#dice.next())) * Math.cos(2 * Math.PI * this.#dice.next());
    const lasts = Math.round(120_000 * Math.exp(0.5 * normal));
    this.#busy.push({ since: now, until: now + lasts });
    this.#handled.push(lasts);
  }

  #roll(now: number, windowMs: number): LiveCalls {
    while (this.#window.length > 0 && this.#window[0]!.liveAt <= now - windowMs) {
      if (this.#window.shift()!.abandoned) this.#abandonedInWindow -= 1;
    }
    const calls = { live: this.#window.length, abandoned: this.#abandonedInWindow };
    if (now > WARM_UP_MS) this.#worst = Math.max(this.#worst, abandonRate(calls));
    return calls;
  }
}
