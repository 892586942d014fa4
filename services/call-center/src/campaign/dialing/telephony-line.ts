import { Injectable } from '@nestjs/common';
import { Telephony, type CallOrder } from '../domain/telephony.js';

/** Where a switch plugs in. Until one does nothing is dialled. */
@Injectable()
export class TelephonyLine extends Telephony {
  #telephony: Telephony | undefined;

  plugIn(telephony: Telephony): void {
    this.#telephony = telephony;
  }

  override get isThere(): boolean {
    return this.#telephony?.isThere ?? false;
  }

  override place(order: CallOrder): Promise<void> {
    return this.#plugged().place(order);
  }

  override settle(attemptId: string): Promise<'placed' | 'over' | 'never'> {
    return this.#plugged().settle(attemptId);
  }

  override attend(attemptId: string): Promise<void> {
    return this.#plugged().attend(attemptId);
  }

  #plugged(): Telephony {
    if (!this.#telephony) throw new Error('no switch is plugged in');
    return this.#telephony;
  }
}
