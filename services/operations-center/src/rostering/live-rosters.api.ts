export { RosterShiftMovedOn } from './domain/rostering.errors.js';

/** A published shift as somebody saw it. */
export interface SeenShift {
  readonly agentId: string;
  readonly shiftId: string;
  readonly shiftVersion: number;
}

/** Hours before or after a shift. */
export interface LongerShift extends SeenShift {
  readonly from: Date;
  readonly to: Date;
}

export interface MovableBreak extends SeenShift {
  readonly from: Date;
  readonly to: Date;
  /** Work from the pause, training or beginning before it to the next one after, in the window of its shift pattern: where it may be. */
  readonly room: { readonly from: Date; readonly to: Date };
}

export interface MovedBreak extends SeenShift {
  readonly from: Date;
  /** When it begins instead. */
  readonly begins: Date;
}

/** What is published, as it can still be changed while its day goes on. */
export abstract class LiveRosters {
  /** Of each time, by whom it could be worked beyond their shift: no law and no plan is broken by any of them. */
  abstract overtime(planningGroupId: string, times: readonly { from: Date; to: Date }[]): Promise<LongerShift[][]>;
  /** Breaks that begin in that time. */
  abstract breaks(planningGroupId: string, from: Date, to: Date): Promise<MovableBreak[]>;
  /** @throws RosterShiftMovedOn, RosterRulesBroken */
  abstract lengthen(planningGroupId: string, longer: readonly LongerShift[]): Promise<void>;
  /** @throws RosterShiftMovedOn, RosterRulesBroken */
  abstract moveBreak(planningGroupId: string, moved: MovedBreak): Promise<void>;
}
