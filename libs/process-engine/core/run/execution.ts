import type { Effect } from '../../effects.js';
import type { Moment } from '../../expression/moment.js';
import type { Work } from '../../incident.js';
import type { FlowNode, ProcessModel } from '../../model.js';
import type { Activity } from '../../model/activity.js';
import type { ProcessRecord, RecordBody } from '../../records.js';
import type { Place } from '../../records/element.js';
import { ROOT, type LiveElement, type Snapshot } from '../../snapshot.js';
import type { Context } from '../context.js';
import { EffectLog } from '../effects/effect-log.js';
import { apply } from '../evolve.js';
import { Draft } from '../state/draft.js';

/** One command under way: the state so far, the records that made it, and the work still to be done. */
export class Execution {
  readonly records: ProcessRecord[] = [];
  /** Done from the end: a branch runs until it waits before the next one begins. */
  readonly agenda: Work[] = [];
  /** Scopes in which a token moved or died: their joins have to be looked at. */
  readonly touched = new Set<number>();
  /** Variables written since conditions were last looked at. */
  readonly written = new Set<string>();
  readonly state: Snapshot;
  private readonly draft: Draft;
  private readonly log = new EffectLog();
  private readonly at: string;

  constructor(
    /** Only a migration changes it. */
    public model: ProcessModel,
    snapshot: Snapshot | undefined,
    readonly context: Context,
  ) {
    this.draft = new Draft(snapshot);
    this.state = this.draft.state;
    this.at = context.now.toISOString();
  }

  /** For expressions. */
  get moment(): Moment {
    return { now: this.context.now, timeZone: this.model.timeZone };
  }

  /** The only way to change the state. */
  record(body: RecordBody): void {
    const record = body as RecordBody & { seq: number; at: string };
    record.seq = this.state.seq + 1;
    record.at = this.at;
    this.records.push(record);
    this.log.note(record, this.model, this.state);
    apply(this.draft, record);
  }

  effects(): Effect[] {
    return this.log.effects();
  }

  find(id: number): LiveElement | undefined {
    return this.state.elements[id];
  }

  /** @throws Error when it is not live: a mistake of the engine. */
  element(id: number): LiveElement {
    const element = this.state.elements[id];
    if (!element) throw new Error(`element ${id} is not live`);
    return element;
  }

  /** Undefined for the root: the process is no node of itself. */
  node(element: LiveElement): FlowNode | undefined {
    return this.model.nodes[element.node];
  }

  children(parent: number): LiveElement[] {
    return Object.values(this.state.elements).filter((element) => element.parent === parent);
  }

  root(): LiveElement {
    return this.element(ROOT);
  }
}

export function placeOf({ id, node, run }: LiveElement): Place {
  return { element: id, node, run };
}

export function isActivity(node: FlowNode | undefined): node is Activity {
  return node !== undefined && 'boundary' in node;
}
