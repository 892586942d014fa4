import type { Command, RepairCommand, Signed } from '../../commands.js';
import type { Effect } from '../../effects.js';
import type { ProcessModel } from '../../model.js';
import type { Json } from '../../model/expression.js';
import type { ProcessRecord, RecordType } from '../../records.js';
import { ROOT, type LiveElement, type Snapshot, type Wait, type WaitKind } from '../../snapshot.js';
import type { Variables } from '../../variables.js';
import type { Context, StepResult } from '../context.js';
import { evolve } from '../evolve.js';
import { step } from '../step.js';
import { Audit } from './audit.js';
import { canonical } from './canonical.js';

type Unsigned<C> = C extends Signed ? Omit<C, keyof Signed> : never;

/** A host in memory: one instance, its records, and what it asked for. */
export class Instance {
  snapshot: Snapshot | undefined;
  records: ProcessRecord[] = [];
  /** Of the last command. */
  effects: readonly Effect[] = [];
  private readonly audit = new Audit();
  now = new Date('2026-11-23T10:00:00Z');

  constructor(
    public model: ProcessModel,
    private readonly parent?: { instance: string; wait: number },
  ) {}

  start(variables: Variables = {}, node?: string): this {
    const { parent } = this;
    return this.send({
      type: 'start',
      instance: 'i',
      version: 1,
      variables,
      ...(node !== undefined && { node }),
      ...(parent && { parent }),
    });
  }

  send(command: Command): this {
    const before = canonical(this.snapshot ?? null);
    const result = step(this.model, this.snapshot, command, this.context());
    if (canonical(this.snapshot ?? null) !== before) throw new Error('the step changed the snapshot it was given');
    this.model = command.type === 'migrate' ? command.target : this.model;
    this.check(result);
    this.snapshot = result.snapshot;
    this.records.push(...result.records);
    this.effects = result.effects;
    return this;
  }

  operate(command: Unsigned<RepairCommand>): this {
    return this.send({ ...command, operator: 'op', reason: 'because' });
  }

  /** Completes the task that is open at the node, the oldest if there are several. */
  complete(node: string, result: Variables = {}): this {
    return this.send({ type: 'complete-task', wait: this.wait(node, 'task').id, result, by: 'ann' });
  }

  answer(node: string, result: Json = null): this {
    return this.send({ type: 'call-succeeded', wait: this.wait(node, 'call').id, result });
  }

  fail(node: string, more: { class?: string; retryable?: boolean; poison?: true } = {}): this {
    const { id, attempt } = this.wait(node, 'call') as Wait & { attempt: number };
    const failure = { class: 'Error', message: 'it broke', retryable: true, ...more };
    return this.send({ type: 'call-failed', wait: id, attempt, failure });
  }

  throwError(node: string, code: string, variables: Variables = {}): this {
    return this.send({ type: 'throw-error', wait: this.wait(node).id, code, variables });
  }

  /** The clock goes on to when the timer is due, or not. */
  timer(node: string, at?: string): this {
    const { id, due } = this.wait(node, 'timer') as Wait & { due: string };
    this.now = new Date(at ?? due);
    return this.send({ type: 'timer-fired', wait: id, due });
  }

  message(node: string, variables: Variables = {}): this {
    return this.send({ type: 'message-arrived', wait: this.wait(node, 'message').id, message: 'm', variables });
  }

  signal(name: string, variables: Variables = {}): this {
    return this.send({ type: 'signal-arrived', name, variables });
  }

  wait(node: string, kind?: WaitKind): Wait {
    const wait = Object.values(this.snapshot!.waits).find(
      (each) => each.node === node && (!kind || each.kind === kind),
    );
    if (!wait) throw new Error(`nothing waits at ${node}: ${this.waiting().join(', ')}`);
    return wait;
  }

  element(node: string): LiveElement {
    const element = Object.values(this.snapshot!.elements).find((each) => each.node === node);
    if (!element) throw new Error(`nothing lives at ${node}`);
    return element;
  }

  /** Nodes at which something is waited for, with their kind. */
  waiting(): string[] {
    return Object.values(this.snapshot!.waits).map(({ node }) => node);
  }

  /** Codes of open incidents, with their nodes. */
  incidents(): string[] {
    return Object.values(this.snapshot!.incidents).map(({ code, node }) => `${code} at ${node}`);
  }

  incident(): number {
    return Object.values(this.snapshot!.incidents)[0]!.id;
  }

  variables(): Variables {
    const ended = this.of('instance-ended').at(-1);
    return ended?.variables ?? this.snapshot!.elements[ROOT]!.variables ?? {};
  }

  get state(): string {
    return this.snapshot!.state;
  }

  of<Type extends RecordType>(type: Type): Extract<ProcessRecord, { type: Type }>[] {
    return this.records.filter((record) => record.type === type) as Extract<ProcessRecord, { type: Type }>[];
  }

  /** Nodes in the order they completed; of loops the body too. */
  path(): string[] {
    return this.of('element-left').map(({ node }) => node);
  }

  /** How often the node completed. */
  times(node: string): number {
    return this.path().filter((each) => each === node).length;
  }

  terminated(): string[] {
    return this.of('element-terminated').map(({ node }) => node);
  }

  ignored(): string[] {
    return this.of('command-ignored').map(({ command, reason }) => `${command}: ${reason}`);
  }

  /** Every step of every spec: the records make the same snapshot again, and no token is lost or doubled. */
  private check({ snapshot, records }: StepResult): void {
    for (const record of records) this.audit.note(record, this.model);
    this.audit.close(snapshot);
    const replayed = records.reduce<Snapshot | undefined>(evolve, this.snapshot);
    if (canonical(replayed) !== canonical(snapshot)) throw new Error('the records make another snapshot');
    if (canonical(JSON.parse(JSON.stringify(snapshot))) !== canonical(snapshot)) throw new Error('no plain JSON');
  }

  private context(): Context {
    // A business day from 9 to 17, every day of the week.
    return { now: this.now, addBusinessTime: businessTime };
  }
}

function businessTime(from: Date, duration: string, calendar: string): Date {
  if (calendar !== 'office') throw new Error('there is no such calendar');
  const hours = Number(/^PT(\d+)H$/.exec(duration)![1]);
  const at = new Date(from);
  for (let left = hours; left > 0; left--) {
    at.setUTCHours(at.getUTCHours() + 1);
    if (at.getUTCHours() > 17 || at.getUTCHours() < 9) at.setUTCHours(at.getUTCHours() + 16);
  }
  return at;
}
