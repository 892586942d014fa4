import type { Effect } from '../../effects.js';
import type { ProcessModel } from '../../model.js';
import type { ProcessRecord } from '../../records.js';
import type { Snapshot } from '../../snapshot.js';
import { effectOf, movesOf } from './of-records.js';

/** The effects of a step, without what the step itself undid again. */
export class EffectLog {
  private entries: Effect[] = [];
  /** Waits the host does not know yet. */
  private readonly fresh = new Set<number>();

  /** `before` is the state the record is about to change. */
  note(record: ProcessRecord, model: ProcessModel, before: Snapshot): void {
    if (record.type === 'wait-opened') this.fresh.add(record.wait.id);
    if (record.type === 'migrated') this.entries.push(...movesOf(record, before));
    const effect = effectOf(record, model, before);
    if (effect) this.add(effect);
  }

  effects(): Effect[] {
    return this.entries;
  }

  private add(effect: Effect): void {
    if (!('answered' in effect)) return void this.entries.push(effect);
    const { wait } = effect;
    if (this.fresh.has(wait)) this.entries = this.entries.filter((each) => !('id' in each && each.id === wait));
    else this.entries.push(effect);
  }
}
