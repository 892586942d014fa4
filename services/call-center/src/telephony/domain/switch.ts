import type { SwitchCommand } from './switch-command.js';
import type { SwitchEvent } from './switch-event.js';

/** A leg as the switch knows it now. */
export interface SwitchCall {
  readonly callId: string;
  readonly tenantId: string;
  /** As the switch sees it: `inbound` came to it, `outbound` it made. */
  readonly direction: 'inbound' | 'outbound';
  readonly from: string | null;
  readonly to: string;
  readonly state: 'ringing' | 'answered' | 'held';
  /** The leg it is bridged with. */
  readonly peerId: string | null;
}

export interface SwitchListener {
  onEvent(event: SwitchEvent): void;
  /** At first, and after every cut: what happened meanwhile was not told. */
  onConnected(): void;
}

/**
 * Whatever carries calls. Commands have one effect for each command id. Events come at least once; those of one call in order.
 * The last word has `calls()`: what an event said and it does not is over.
 */
export abstract class Switch {
  /**
   * Resolves when the switch has taken the command; what comes of it, events tell.
   * @throws SwitchRefused, CallNotFound; SwitchUnreachable when nobody knows whether it was taken
   */
  abstract perform(command: SwitchCommand): Promise<void>;

  /** Whether events come now. */
  abstract get isConnected(): boolean;

  /** Every leg of every tenant that is alive. @throws SwitchUnreachable */
  abstract calls(): Promise<readonly SwitchCall[]>;

  abstract start(listener: SwitchListener): void;
  abstract stop(): Promise<void>;
}
