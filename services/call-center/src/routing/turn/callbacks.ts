import { callbackRuleOf } from '../../queue/queue.api.js';
import type { CallbackCommand } from '../desk.api.js';
import { endHandled, letGo } from './letting-go.js';
import { refuseChannel, routedContact } from './routed-contact.js';
import type { Turn } from './turn.js';

const SECOND = 1_000;

type Of<Type extends CallbackCommand['type']> = Extract<CallbackCommand, { type: Type }>;

/** @throws DomainError what the contact or routing refuses */
export async function carryOutCallback(turn: Turn, command: CallbackCommand): Promise<void> {
  if (command.type === 'callback-asked') await promise(turn, command);
  else await attempted(turn, command);
}

/** Who asks for a callback holds no line, so a full queue is no reason to refuse it. */
async function promise(turn: Turn, { contactId, queue, wish }: Of<'callback-asked'>): Promise<void> {
  const { contacts } = turn.hands;
  const notBefore = wish.notBefore ?? 0;
  const waits = turn.live.router.contact(contactId) !== undefined;
  if (waits || queue === null) {
    routedContact(turn, contactId);
    await contacts.promiseCallback(contactId, wish);
    return turn.happen({ type: 'callback-requested', contactId, notBefore });
  }
  const { channel } = await contacts.queue(contactId, queue.queueId);
  refuseChannel(turn.live.queues.get(queue.queueId), channel);
  await contacts.promiseCallback(contactId, wish);
  turn.happen({ type: 'contact-queued', contact: { id: contactId, channel, ...queue }, callback: { notBefore } });
}

async function attempted(turn: Turn, { contactId, outcome, by }: Of<'callback-attempted'>): Promise<void> {
  const { contacts } = turn.hands;
  const { handledBy, queueId } = routedContact(turn, contactId);
  const rule = callbackRuleOf(turn.live.queues.get(queueId));
  const { attempts, number } = await contacts.dialling(contactId);
  const retryAt = new Date(turn.now.getTime() + rule.retrySeconds * SECOND);
  const again = attempts < rule.attempts ? await turn.hands.hours.earliest(number, rule, retryAt) : null;
  await contacts.callbackAttempted(contactId, outcome, again, by);
  if (outcome === 'reached') return;
  if (!again) return endHandled(turn, contactId, by);
  await letGo(turn, handledBy!);
  turn.happen({ type: 'callback-failed', contactId, notBefore: again.getTime() });
}
