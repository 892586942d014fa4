import { TelephonyNotConfigured } from './switch.errors.js';
import { Switch, type SwitchCall } from './switch.js';

/** Where no calls are carried. */
export class NoSwitch extends Switch {
  override perform(): Promise<void> {
    return Promise.reject(new TelephonyNotConfigured('There is no switch here.'));
  }

  /** None would mean that all are over. */
  override calls(): Promise<readonly SwitchCall[]> {
    return Promise.reject(new TelephonyNotConfigured('There is no switch here.'));
  }

  override get isConnected(): boolean {
    return false;
  }

  override start(): void {
    return;
  }

  override stop(): Promise<void> {
    return Promise.resolve();
  }
}
