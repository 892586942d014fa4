import { setTimeout as pause } from 'node:timers/promises';
import { valueAt } from '../definition/json-pointer.js';
import type { Operations } from '../definition/operations.js';
import type { Part, Source, View } from '../definition/view.js';
import { INPUTS } from '../definition/view-graph.js';
import type { PartDefinition } from '#libs/contracts/settings/gateway-views';
import { permits } from '#libs/web/access/permissions';
import type { Kept, Touch } from '../cache/part-cache.js';
import type { Caller } from './caller.api.js';
import { Flights } from './flights.js';
import { touchesOf, type PartAnswers, type Wanted } from './part-answers.js';
import { PartFailed, PartTimedOut, type PartOutcome } from './part-outcome.js';
import { NothingToAsk, requestOf } from './part-request.js';

export type Priority = PartDefinition['priority'];
export type Inputs = Readonly<Record<string, string>>;
export type Outcomes = ReadonlyMap<string, PartOutcome>;

export interface ViewCall {
  readonly view: View;
  readonly inputs: Inputs;
  readonly caller: Caller;
}

/** The rest waits for the fast parts, but never longer. */
const HEAD_START_MS = 50;

/** One view for one caller: every part asked for as soon as what it needs is there, each within its own time. */
export class ViewRun {
  readonly #outcomes = new Map<string, Promise<PartOutcome>>();
  readonly #settled = new Map<string, PartOutcome>();
  readonly #flights = new Flights<Kept>();
  /** What was answered in this run: no two parts ask the same twice. */
  readonly #landed = new Map<string, Kept>();
  #fastFirst: Promise<unknown> | undefined;

  /** @param signal ends all calls: nobody waits any more. */
  constructor(
    readonly call: ViewCall,
    private readonly operations: Operations,
    private readonly answers: PartAnswers,
    private readonly signal: AbortSignal,
  ) {}

  /** How all parts are without asking anybody; undefined: somebody has to be asked. */
  atOnce(): Outcomes | undefined {
    const outcomes = new Map<string, PartOutcome>();
    const hits: Wanted[] = [];
    for (const part of inOrder(this.call.view.parts)) {
      const outcome = this.#known(part, outcomes, hits);
      if (outcome === undefined) return undefined;
      outcomes.set(part.name, outcome);
    }
    for (const hit of hits) this.answers.hit(hit);
    return outcomes;
  }

  /** Resolves when each part of these priorities has an outcome. @throws the signal's reason */
  async parts(...priorities: readonly Priority[]): Promise<Outcomes> {
    const own = this.call.view.parts.filter(({ definition }) => priorities.includes(definition.priority));
    const outcomes = own.map(async ({ name }) => [name, await this.#outcome(name)] as const);
    return new Map(await Promise.all(outcomes));
  }

  /** By part, what makes it old, as far as that is known by now. */
  touches(): ReadonlyMap<string, readonly Touch[]> {
    const touches = this.call.view.parts.map((part) => {
      const wanted = this.#wanted(part, this.#settled);
      return [part.name, isWanted(wanted) ? touchesOf(wanted, answerIn(this.#settled.get(part.name))) : []] as const;
    });
    return new Map(touches);
  }

  #known(part: Part, outcomes: Outcomes, hits: Wanted[]): PartOutcome | undefined {
    const wanted = this.#wanted(part, outcomes);
    if (!isWanted(wanted)) return wanted;
    hits.push(wanted);
    const kept = this.answers.known(wanted);
    return kept && { status: 'ok', kept };
  }

  #outcome(name: string): Promise<PartOutcome> {
    const known = this.#outcomes.get(name);
    if (known !== undefined) return known;
    const part = this.call.view.parts.find((one) => one.name === name)!;
    const outcome = this.#run(part);
    this.#outcomes.set(name, outcome);
    return outcome;
  }

  async #run(part: Part): Promise<PartOutcome> {
    await Promise.all(part.needs.map((need) => this.#outcome(need)));
    if (part.definition.priority !== 'fast') await this.#headStart();
    const wanted = this.#wanted(part, this.#settled);
    const outcome = isWanted(wanted) ? await this.#ask(wanted) : wanted;
    this.#settled.set(part.name, outcome);
    return outcome;
  }

  /** Where everybody is busy, what is asked for later must not be in the way of the first screen. */
  #headStart(): Promise<unknown> {
    this.#fastFirst ??= Promise.race([this.parts('fast'), pause(HEAD_START_MS)]);
    return this.#fastFirst;
  }

  /** The call to be made, or why there is none. */
  #wanted(part: Part, outcomes: Outcomes): Wanted | PartOutcome {
    const { view, inputs, caller } = this.call;
    const lost = part.needs.find((need) => !hasAnswer(outcomes.get(need)));
    if (lost !== undefined) return { status: 'skipped', because: because(outcomes.get(lost)), on: lost };
    const operation = this.operations.find(part.definition.operation);
    if (operation === undefined) return failed(part, 503, 'service-unavailable');
    const { permission } = operation;
    if (permission !== undefined && !permits(caller.identity.permissions, permission))
      return failed(part, 403, 'not-permitted');
    const resolve = ({ from, steps }: Source) =>
      valueAt(from === INPUTS ? inputs : answerIn(outcomes.get(from)), steps);
    const request = requestOf(part, operation, resolve);
    if (request instanceof NothingToAsk) return { status: 'skipped', because: 'nothing-to-ask', on: request.from };
    return { view: view.definition.name, part, request, caller, resolve };
  }

  async #ask(wanted: Wanted): Promise<PartOutcome> {
    const time = new AbortController();
    const timer = setTimeout(() => time.abort(new PartTimedOut()), wanted.part.definition.timeoutMs);
    try {
      return { status: 'ok', kept: await this.#once(wanted, AbortSignal.any([this.signal, time.signal])) };
    } catch (error) {
      this.signal.throwIfAborted();
      if (error instanceof PartFailed) return this.#without(wanted, error);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async #once(wanted: Wanted, signal: AbortSignal): Promise<Kept> {
    const { service, method, path, body } = wanted.request;
    const key = [service, method, path, body ?? ''].join(' ');
    const landed = this.#landed.get(key);
    if (landed !== undefined) return landed;
    return this.#flights.join(key, signal, async (flying) => {
      const kept = await this.answers.get(wanted, flying);
      this.#landed.set(key, kept);
      return kept;
    });
  }

  /** A refusal is the service's word; where it said nothing, an earlier word may do. */
  #without(wanted: Wanted, { problem }: PartFailed): PartOutcome {
    const { status, code } = problem;
    if (status < 500) return failed(wanted.part, status, code);
    const kept = this.answers.earlier(wanted);
    return kept ? { status: 'stale', kept, problem } : failed(wanted.part, status, code);
  }
}

function failed({ definition }: Part, status: number, code: string): PartOutcome {
  const { value } = definition.fallback;
  return {
    status: status === 504 ? 'timeout' : 'error',
    problem: { status, code },
    ...(value !== undefined && { value }),
  };
}

function isWanted(wanted: Wanted | PartOutcome): wanted is Wanted {
  return 'request' in wanted;
}

function hasAnswer(outcome: PartOutcome | undefined): boolean {
  return answerIn(outcome) !== undefined;
}

function answerIn(outcome: PartOutcome | undefined): unknown {
  if (outcome === undefined || outcome.status === 'skipped') return undefined;
  return 'kept' in outcome ? outcome.kept.data : outcome.value;
}

/** What had nothing to be asked for leaves those behind it with nothing either. */
function because(outcome: PartOutcome | undefined): 'dependency' | 'nothing-to-ask' {
  return outcome?.status === 'skipped' ? outcome.because : 'dependency';
}

/** Each after what it needs. */
function inOrder(parts: readonly Part[]): readonly Part[] {
  const placed: Part[] = [];
  const isPlaced = (name: string) => placed.some((part) => part.name === name);
  while (placed.length < parts.length)
    placed.push(...parts.filter((part) => !isPlaced(part.name) && part.needs.every(isPlaced)));
  return placed;
}
