import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import type { RepairCommand, Signed } from '#libs/process-engine/commands';
import type { ProcessRecord } from '#libs/process-engine/records';
import type { Snapshot } from '#libs/process-engine/snapshot';
import { Injectable } from '@nestjs/common';
import { ProcessDefinitions } from '../../process-definition/process-definition.api.js';
import { StoredInstances } from '../stored/stored-instances.js';
import { Rules } from '../run/rules.js';
import { Runtime } from '../run/runtime.js';
import { commandsFor } from './commands-for.js';
import type { RepairAction } from './repair-action.js';

/** It is so already: suspended or ended before, resumed without being suspended. */
export class NothingChanged extends domainError('process-nothing-changed', 'conflict') {}

/** What a repair would do. */
export interface RepairPreview {
  readonly state: Snapshot['state'];
  /** Nodes that are entered, and those that are given up; each as often as it happens. */
  readonly entered: readonly string[];
  readonly terminated: readonly string[];
  /** Nodes that may have changed something outside, and may do so again. */
  readonly repeats: readonly string[];
}

/** What operators do to an instance; the engine records who did it and why. */
@Injectable()
export class Repairs {
  constructor(
    private readonly runtime: Runtime,
    private readonly rules: Rules,
    private readonly definitions: ProcessDefinitions,
    private readonly stored: StoredInstances,
    private readonly clock: Clock,
  ) {}

  /**
   * Repeated under the same key, what was done is not done again; where all that fit were meant, those that are left are.
   * @throws InstanceNotFound, NothingToRepair, NothingChanged, and what the engine refuses
   */
  async carryOut(key: string, instance: string, action: RepairAction, by: Signed): Promise<void> {
    for (const command of commandsFor(action, await this.#snapshot(instance), by)) {
      const { ignored } = await this.runtime.submit({ key: `${key}:${whichOf(command)}`, instance, command });
      if (ignored !== undefined) throw new NothingChanged('It is so already.', { instance, reason: ignored });
    }
  }

  /** @throws as carryOut */
  async preview(id: string, action: RepairAction, by: Signed): Promise<RepairPreview> {
    let snapshot = await this.#snapshot(id);
    const model = await this.definitions.model(snapshot.definition);
    const step = await this.rules.ready();
    const records: ProcessRecord[] = [];
    for (const command of commandsFor(action, snapshot, by)) {
      const stepped = step(model, snapshot, command, this.clock.now());
      snapshot = stepped.snapshot;
      records.push(...stepped.records);
    }
    return { state: snapshot.state, ...toldBy(records) };
  }

  async #snapshot(id: string): Promise<Snapshot> {
    return (await this.stored.open(id)).row.snapshot;
  }
}

/** Tells the commands of one action apart. */
function whichOf(command: RepairCommand): string {
  if ('incident' in command) return `incident ${command.incident}`;
  return 'element' in command ? `element ${command.element}` : command.type;
}

function toldBy(records: readonly ProcessRecord[]): Omit<RepairPreview, 'state'> {
  const entered: string[] = [];
  const terminated: string[] = [];
  const repeats: string[] = [];
  for (const record of records) {
    if (record.type === 'element-entered') entered.push(record.node);
    if (record.type === 'element-terminated') terminated.push(record.node);
    if (record.type === 'run-begun') repeats.push(...record.repeats);
  }
  return { entered, terminated, repeats };
}
