import { ContactNotRouted } from '#libs/contact-routing/routing.errors';
import type { ContactSeen } from '#libs/contact-routing/state/seen';
import type { Channel } from '#libs/contracts/call-center/call-events';
import { QueueTakesNoSuchChannel } from '../routing.errors.js';
import type { KeptQueue } from './definitions.js';
import type { Turn } from './turn.js';

/** @throws ContactNotRouted */
export function routedContact({ live }: Turn, contactId: string): ContactSeen {
  const routed = live.router.contact(contactId);
  if (routed) return routed;
  throw new ContactNotRouted('The contact is not being routed.', { contact: contactId });
}

/** @throws QueueTakesNoSuchChannel */
export function refuseChannel(queue: KeptQueue | undefined, channel: Channel): void {
  if (queue && !queue.channels.includes(channel))
    throw new QueueTakesNoSuchChannel('The queue takes no contacts of this channel.', { channel });
}
