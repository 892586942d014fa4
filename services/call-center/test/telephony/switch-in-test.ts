import { eventually } from '#libs/testing/eventually';
import type { FarSide, FarSides, Reaction } from '../../src/telephony/simulated/far-side.js';
import type { Switch } from '../../src/telephony/domain/switch.js';
import type { SwitchCommand } from '../../src/telephony/domain/switch-command.js';
import type { SwitchEvent } from '../../src/telephony/domain/switch-event.js';

/** Who answers under which number. */
export const NUMBERS = {
  person: '+100',
  machine: '+101',
  busy: '+102',
  'no-answer': '+103',
  'invalid-number': '+104',
  rejected: '+105',
} as const satisfies Record<Reaction, string>;

const PATIENT: FarSide = { reaction: 'person', ringMs: 3_000, patienceMs: null, talkMs: null };

/** Whoever calls waits and talks for ever; who is called does what their number says. */
export const byNumber: FarSides = (_random, number) => {
  const [reaction = 'person'] = Object.entries(NUMBERS).find(([, each]) => each === number) ?? [];
  return { ...PATIENT, reaction: reaction as Reaction };
};

/** A switch, whoever makes it, and the world around it. */
export interface SwitchInTest {
  readonly theSwitch: Switch;
  /** Somebody calls acme. */
  arrive(): string;
  farHangUp(callId: string): void;
  press(callId: string, keys: string): void;
  passes(ms: number): void;
  cut(): Promise<void>;
  mend(): Promise<void>;
  dispose(): Promise<void>;
}

/** What a switch told, and was asked for, in one spec. */
export class Told {
  readonly events: SwitchEvent[] = [];
  connected = 0;
  #commands = 0;

  constructor(private readonly theSwitch: Switch) {
    theSwitch.start({ onEvent: (event) => this.events.push(event), onConnected: () => this.connected++ });
  }

  of(callId: string): SwitchEvent['kind'][] {
    return this.events.filter((event) => event.callId === callId).map(({ kind }) => kind);
  }

  /** Waits for an event of a call. */
  until<Kind extends SwitchEvent['kind']>(callId: string, kind: Kind): Promise<Extract<SwitchEvent, { kind: Kind }>> {
    return eventually(
      `${kind} of ${callId}; told: ${this.of(callId).join()}`,
      () => {
        const found = this.events.findLast((event) => event.callId === callId && event.kind === kind);
        return (found as Extract<SwitchEvent, { kind: Kind }> | undefined) ?? false;
      },
      { every: 2 },
    );
  }

  /** Commands a call, under a command id of its own. */
  async command(command: Asked<SwitchCommand>): Promise<string> {
    const commandId = `command-${++this.#commands}`;
    await this.theSwitch.perform({ ...command, commandId });
    return commandId;
  }

  async dial(callId: string, number: string, over: { ringSeconds?: number; detectsMachine?: boolean } = {}) {
    const call = { from: '+8610', ringSeconds: 30, detectsMachine: false, picksUp: false, tenantId: 'acme', ...over };
    await this.command({ kind: 'originate', callId, to: { number }, ...call });
    return callId;
  }
}

type Asked<Command> = Command extends SwitchCommand ? Omit<Command, 'commandId'> : never;
