import type { Command } from '../commands.js';
import { step } from '../core/step.js';
import type {
  BroadcastSignal,
  Effect,
  EndInstance,
  OpenTask,
  RequestCall,
  SendMessage,
  StartChild,
} from '../effects.js';
import type { ProcessModel } from '../model.js';
import type { ProcessRecord } from '../records.js';
import type { Snapshot } from '../snapshot.js';
import type { Variables } from '../variables.js';
import { answered, childResult, type CallAnswer } from './answers.js';
import { noCalendars, type SimulationOptions } from './options.js';
import { Mailbox, triggeredBy, type Letter, type WaitRef } from './mailbox.js';
import { Timetable } from './timetable.js';

/** A record and the instance it belongs to. */
export interface Told {
  readonly instance: string;
  readonly record: ProcessRecord;
}

/**
 * A host for processes that keeps everything in memory and has a clock that only moves when told: for trying models out. Same
 * core, same semantics as the running service. What was recorded is run through another version by `rerun`.
 */
export class Simulation {
  /** Everything that happened, in all instances, in order. */
  readonly told: Told[] = [];
  readonly tasks = new Map<string, OpenTask & { readonly instance: string }>();
  readonly calls = new Map<string, RequestCall & { readonly instance: string }>();
  readonly #models: ReadonlyMap<string, ProcessModel>;
  readonly #snapshots = new Map<string, Snapshot>();
  readonly #children = new Map<string, string>();
  readonly #mailbox = new Mailbox();
  readonly #signals = new Map<string, WaitRef & { readonly name: string }>();
  readonly #timetable = new Timetable();
  readonly #pending: { readonly instance: string; readonly command: Command; readonly model?: ProcessModel }[] = [];
  #now: Date;
  #letters = 0;

  constructor(
    models: readonly ProcessModel[],
    private readonly options: SimulationOptions,
  ) {
    this.#models = new Map(models.map((model) => [model.id, model]));
    this.#now = options.now;
  }

  get now(): Date {
    return this.#now;
  }

  snapshot(instance: string): Snapshot | undefined {
    return this.#snapshots.get(instance);
  }

  get instances(): readonly Snapshot[] {
    return [...this.#snapshots.values()];
  }

  /** Starts an instance and lets everything run that can; its id. */
  start(definition: string, variables: Variables = {}, node?: string): string {
    const instance = this.#start(definition, { variables, ...(node !== undefined && { node }) });
    this.#run();
    return instance;
  }

  send(instance: string, command: Command): void {
    this.#pending.push({ instance, command });
    this.#run();
  }

  answerCall({ instance, wait, answer }: WaitRef & { readonly answer: CallAnswer }): void {
    this.#answer({ instance, wait }, answer);
    this.#run();
  }

  publish(name: string, key: string | null, variables: Variables = {}): void {
    this.#deliver({ name, key, variables });
    this.#run();
  }

  broadcast(name: string, variables: Variables = {}): void {
    this.#broadcast({ name, variables });
    this.#run();
  }

  /** Everything that falls due until then happens, the earliest first; the clock shows each one's time meanwhile. */
  advanceTo(until: Date): void {
    for (let due = this.#timetable.earliest(); due && due <= until; due = this.#timetable.earliest()) {
      if (due > this.#now) this.#now = due;
      this.#run();
    }
    if (until > this.#now) this.#now = until;
  }

  #start(definition: string, how: { variables: Variables; node?: string; parent?: WaitRef }): string {
    const instance = `${definition}-${this.#snapshots.size + this.#pending.length + 1}`;
    const model = this.#models.get(definition);
    if (!model) throw new Error(`no process ${definition}`);
    this.#pending.push({ instance, model, command: { type: 'start', instance, version: 1, ...how } });
    return instance;
  }

  #run(): void {
    this.#runPending();
    for (let due = this.#timetable.next(this.#now); due; due = this.#timetable.next(this.#now)) {
      due.ring();
      this.#runPending();
    }
  }

  #runPending(): void {
    for (let next = this.#pending.shift(); next; next = this.#pending.shift()) {
      const before = this.#snapshots.get(next.instance);
      const model = next.model ?? this.#models.get(before!.definition.id)!;
      const context = { now: this.#now, addBusinessTime: this.options.addBusinessTime ?? noCalendars };
      const { snapshot, records, effects } = step(model, before, next.command, context);
      this.#snapshots.set(next.instance, snapshot);
      for (const record of records) this.told.push({ instance: next.instance, record });
      for (const effect of effects) this.#carryOut(effect, next.instance);
    }
  }

  #carryOut(effect: Effect, instance: string): void {
    const ref =
      'wait' in effect ? `${instance}/${effect.wait}` : 'id' in effect ? `${instance}/${effect.id}` : instance;
    switch (effect.type) {
      case 'open-task':
        return void this.tasks.set(ref, { ...effect, instance });
      case 'close-task':
        return void this.tasks.delete(ref);
      case 'request-call':
        return this.#request(ref, effect, instance);
      case 'cancel-call':
        this.calls.delete(ref);
        return this.#timetable.cancel(ref);
      case 'set-timer': {
        const { id: wait, due } = effect;
        const ring = () => this.#pending.push({ instance, command: { type: 'timer-fired', wait, due } });
        return this.#timetable.set(ref, new Date(due), ring);
      }
      case 'cancel-timer':
        return this.#timetable.cancel(ref);
      case 'subscribe-message': {
        const letter = this.#mailbox.subscribe({ ...effect, instance, wait: effect.id });
        return letter && this.#hand(letter, { instance, wait: effect.id });
      }
      case 'unsubscribe-message':
        return this.#mailbox.unsubscribe({ instance, wait: effect.wait });
      case 'subscribe-signal':
        return void this.#signals.set(ref, { instance, wait: effect.id, name: effect.name });
      case 'unsubscribe-signal':
        return void this.#signals.delete(ref);
      case 'start-child':
        return this.#startChild(effect, { instance, wait: effect.id });
      case 'cancel-child':
        return effect.answered ? undefined : this.#cancelChild(ref);
      case 'send-message':
        return this.#deliver(effect);
      case 'broadcast-signal':
        return this.#broadcast(effect);
      case 'escalate-to-parent': {
        const { parent, code, variables } = effect;
        const command = { type: 'child-escalated', wait: parent.wait, code, variables } as const;
        return void this.#pending.push({ instance: parent.instance, command });
      }
      case 'end-instance':
        return this.#ended(effect);
      case 'raise-incident':
      case 'resolve-incident':
      case 'set-status':
    }
  }

  #request(ref: string, request: RequestCall, instance: string): void {
    this.calls.set(ref, { ...request, instance });
    const make = () => {
      const answer = this.options.call?.(request, instance);
      if (!answer) return;
      const due = new Date(this.#now.getTime() + (answer.after ?? 0));
      this.#timetable.set(ref, due, () => this.#answer({ instance, wait: request.id }, answer));
    };
    if (request.notBefore === undefined) make();
    else this.#timetable.set(ref, new Date(request.notBefore), make);
  }

  #answer({ instance, wait }: WaitRef, answer: CallAnswer): void {
    const attempt = this.calls.get(`${instance}/${wait}`)?.attempt ?? 0;
    this.#pending.push({ instance, command: answered(wait, attempt, answer) });
  }

  #startChild({ definition, variables }: StartChild, parent: WaitRef): void {
    if (this.#models.has(definition)) {
      this.#children.set(`${parent.instance}/${parent.wait}`, this.#start(definition, { variables, parent }));
      return;
    }
    const result = { outcome: 'lost', message: `There is no process ${definition}.` } as const;
    this.#pending.push({ instance: parent.instance, command: { type: 'child-ended', wait: parent.wait, result } });
  }

  #cancelChild(ref: string): void {
    const instance = this.#children.get(ref);
    const command = { type: 'cancel', operator: 'simulation', reason: 'its parent no longer needs it' } as const;
    if (instance !== undefined) this.#pending.push({ instance, command });
  }

  #ended(effect: EndInstance): void {
    const { parent } = effect;
    if (!parent) return;
    const command = { type: 'child-ended', wait: parent.wait, result: childResult(effect) } as const;
    this.#pending.push({ instance: parent.instance, command });
  }

  #deliver({ name, key, variables }: Omit<Letter, 'id'> | SendMessage): void {
    const letter = { id: `m${++this.#letters}`, name, key, variables };
    const receivers = this.#mailbox.receivers(letter);
    for (const receiver of receivers) this.#hand(letter, receiver);
    const begun = this.#trigger('message', name, variables);
    if (receivers.length === 0 && !begun) this.#mailbox.keep(letter);
  }

  #hand({ id, variables }: Letter, { instance, wait }: WaitRef): void {
    this.#pending.push({ instance, command: { type: 'message-arrived', wait, message: id, variables } });
  }

  #broadcast({ name, variables }: Pick<BroadcastSignal, 'name' | 'variables'>): void {
    const waiting = [...this.#signals.values()].filter((each) => each.name === name);
    for (const instance of new Set(waiting.map((each) => each.instance))) {
      this.#pending.push({ instance, command: { type: 'signal-arrived', name, variables } });
    }
    this.#trigger('signal', name, variables);
  }

  #trigger(type: 'message' | 'signal', name: string, variables: Variables): boolean {
    let begun = false;
    for (const model of this.#models.values()) {
      for (const node of triggeredBy(model, type, name)) {
        this.#start(model.id, { variables, node });
        begun = true;
      }
    }
    return begun;
  }
}
