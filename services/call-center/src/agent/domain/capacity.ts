export type Channel = 'voice' | 'chat' | 'wechat' | 'sms' | 'web' | 'email';

/** How much of one channel a person takes at once. */
export interface ChannelCapacity {
  readonly channel: Channel;
  /** Contacts of the channel at once. */
  readonly most: number;
  /** What one contact takes of a person, percent; 100 leaves room for nothing else. */
  readonly weight: number;
  /** Channels whose contacts do not keep one of this channel away. */
  readonly interrupts: readonly Channel[];
}

/** A whole person, percent. */
const WHOLE = 100;

/** Whether one more contact of the channel has room beside those in hand, offers among them. */
export function fits(capacity: readonly ChannelCapacity[], inHand: readonly Channel[], channel: Channel): boolean {
  const rule = ruleOf(capacity, channel);
  if (!rule || inHand.filter((each) => each === channel).length >= rule.most) return false;
  return loadOf(capacity, inHand, rule.interrupts) + rule.weight <= WHOLE;
}

/** What the contacts in hand take, percent; a channel that is no longer in the profile takes a whole person. */
export function loadOf(
  capacity: readonly ChannelCapacity[],
  inHand: readonly Channel[],
  except: readonly Channel[] = [],
): number {
  return inHand
    .filter((channel) => !except.includes(channel))
    .reduce((load, channel) => load + (ruleOf(capacity, channel)?.weight ?? WHOLE), 0);
}

function ruleOf(capacity: readonly ChannelCapacity[], channel: Channel): ChannelCapacity | undefined {
  return capacity.find((rule) => rule.channel === channel);
}
