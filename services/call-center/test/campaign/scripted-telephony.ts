import { Telephony, type CallOrder } from '../../src/campaign/domain/telephony.js';

/** A switch that does as the test says. */
export class ScriptedTelephony extends Telephony {
  override readonly isThere = true;
  readonly placed: CallOrder[] = [];
  /** Neither takes orders nor answers, as if the line was cut. */
  broken = false;
  /** What it answers when asked; unless said otherwise what is true. */
  readonly truths = new Map<string, 'placed' | 'over' | 'never'>();

  override place(order: CallOrder): Promise<void> {
    if (this.broken) return Promise.reject(new Error('the line is cut'));
    if (!this.placed.some(({ attemptId }) => attemptId === order.attemptId)) this.placed.push(order);
    return Promise.resolve();
  }

  override settle(attemptId: string): Promise<'placed' | 'over' | 'never'> {
    if (this.broken) return Promise.reject(new Error('the line is cut'));
    const isPlaced = this.placed.some((order) => order.attemptId === attemptId);
    return Promise.resolve(this.truths.get(attemptId) ?? (isPlaced ? 'placed' : 'never'));
  }

  override attend(): Promise<void> {
    return Promise.resolve();
  }
}
