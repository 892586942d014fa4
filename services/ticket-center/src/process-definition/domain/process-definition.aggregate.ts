import { RolledOut, type RolloutRefusals } from '#libs/kernel/rolled-out';
import {
  AlreadyStable,
  NoRollout,
  NotAnEarlierVersion,
  RolloutUnderWay,
  VersionNotFound,
} from './process-definition.errors.js';
import type { ProcessPublished, ProcessRolledBack } from './process-definition.events.js';

const REFUSALS: RolloutRefusals = {
  unknownVersion: VersionNotFound,
  underWay: RolloutUnderWay,
  none: NoRollout,
  alreadyStable: AlreadyStable,
  notEarlier: NotAnEarlierVersion,
};

/** A process by the id it has in BPMN: its numbered versions, and which of them new instances get. */
export class ProcessDefinition extends RolledOut<ProcessPublished | ProcessRolledBack> {
  readonly name!: string;

  private constructor() {
    super();
  }

  protected override get refusals(): RolloutRefusals {
    return REFUSALS;
  }

  static publish(id: string, name: string, by: string, now: Date): ProcessDefinition {
    const definition = new ProcessDefinition();
    Object.assign(definition, { id, name });
    definition.begin();
    definition.record({ type: 'process-published', number: 1, percent: null, by, at: now });
    return definition;
  }

  /**
   * The next version.
   * @param percent of new instances that get it, as a candidate; null: all of them from now on
   * @returns its number
   */
  publish(name: string, percent: number | null, by: string, now: Date): number {
    const number = this.next(percent, now);
    Object.assign(this, { name });
    this.record({ type: 'process-published', number, percent, by, at: now });
    return number;
  }

  /** All new instances get the earlier version, at once; a rollout under way is withdrawn. */
  rollBack(to: number, reason: string, by: string, now: Date): void {
    this.record({ type: 'process-rolled-back', to, ...this.turnBack(to), reason, by, at: now });
  }
}
