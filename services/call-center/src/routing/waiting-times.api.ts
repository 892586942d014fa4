import type { WaitingTime } from '#libs/contact-routing/matching/explain-contact';

/** How long contacts wait still. */
export abstract class WaitingTimes {
  /** @throws ContactNotRouted, ContactNotWaiting also while it is offered */
  abstract of(contactId: string): Promise<WaitingTime>;
}
