export type Channel = 'voice' | 'chat' | 'wechat' | 'sms' | 'web' | 'email';
export type Direction = 'inbound' | 'outbound';

export type ContactStatus = 'waiting' | 'in-progress' | 'ended';

/** `self-served`: a portal or an IVR did it without a person; `abandoned`: it ended while it waited for one. */
export type ContactOutcome = 'handled' | 'self-served' | 'abandoned';

/** The one status from which a contact can end this way. */
export const ENDS_FROM: Readonly<Record<ContactOutcome, ContactStatus>> = {
  handled: 'in-progress',
  'self-served': 'waiting',
  abandoned: 'waiting',
};
