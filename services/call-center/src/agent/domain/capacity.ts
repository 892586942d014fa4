export type Channel = 'voice' | 'chat' | 'wechat' | 'sms' | 'web' | 'email';

/** How much of one channel a person takes at once. */
export interface ChannelCapacity {
  readonly slots: number;
  /** What one contact takes of a person, percent; 100 leaves room for nothing else. */
  readonly weight: number;
  /** Channels whose contacts do not keep one of this channel away. */
  readonly interrupts: readonly Channel[];
}

/** By channel; nothing of a channel that is not in it. */
export type Capacity = Readonly<Partial<Record<Channel, ChannelCapacity>>>;

/** A whole person, percent. */
const WHOLE = 100;

/** Whether one more contact of the channel has room beside those in hand, offers among them. */
export function fits(capacity: Capacity, inHand: readonly Channel[], channel: Channel): boolean {
  const rule = capacity[channel];
  if (!rule || inHand.filter((each) => each === channel).length >= rule.slots) return false;
  const kept = inHand.filter((each) => !rule.interrupts.includes(each));
  return loadOf(capacity, kept) + rule.weight <= WHOLE;
}

/** What the contacts in hand take, percent; one of a channel that is no longer in the profile takes a whole person. */
export function loadOf(capacity: Capacity, inHand: readonly Channel[]): number {
  return inHand.reduce((load, channel) => load + (capacity[channel]?.weight ?? WHOLE), 0);
}
