export type Channel = 'voice' | 'chat' | 'wechat' | 'sms' | 'web' | 'email';
export type Direction = 'inbound' | 'outbound';

export type ContactStatus = 'waiting' | 'offered' | 'in-progress' | 'held' | 'wrap-up' | 'ended';

/** `self-served`: a portal or an IVR did it without a person; `abandoned`: it ended while it waited for one. */
export type ContactOutcome = 'handled' | 'self-served' | 'abandoned';

/** How a contact left its queue unserved. */
export type LeftQueue = 'abandoned' | 'short-abandoned' | 'timed-out';

export type ContactMove =
  | 'queue'
  | 'connect'
  | 'offer'
  | 'end-offer'
  | 'accept'
  | 'transfer'
  | 'hold'
  | 'resume'
  | 'ask-for-help'
  | 'share'
  | 'supervise'
  | 'ask-for-callback'
  | 'wrap-up'
  | 'end'
  | 'leave';

/** Each move and the statuses it is allowed in. What is not here is refused. */
export const ALLOWED: Readonly<Record<ContactMove, readonly ContactStatus[]>> = {
  queue: ['waiting'],
  connect: ['waiting'],
  offer: ['waiting', 'offered', 'in-progress', 'held'],
  'end-offer': ['offered', 'in-progress', 'held'],
  accept: ['offered', 'in-progress', 'held'],
  transfer: ['waiting', 'offered', 'in-progress', 'held'],
  hold: ['in-progress'],
  resume: ['held'],
  'ask-for-help': ['in-progress', 'held'],
  share: ['in-progress', 'held'],
  supervise: ['in-progress', 'held'],
  'ask-for-callback': ['waiting', 'offered'],
  'wrap-up': ['in-progress', 'held', 'wrap-up', 'ended'],
  end: ['in-progress', 'held'],
  leave: ['waiting', 'offered'],
};

/** The move by which a contact ends this way. */
export const ENDS_BY: Readonly<Record<ContactOutcome, ContactMove>> = {
  handled: 'end',
  'self-served': 'leave',
  abandoned: 'leave',
};
