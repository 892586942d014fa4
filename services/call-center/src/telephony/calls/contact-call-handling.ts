import { Injectable } from '@nestjs/common';
import { AgentAssignments } from '../../agent-assignment/agent-assignment.api.js';
import { ContactDirectory } from '../../contact/contact.api.js';
import { ContactDesk } from '../../contact/contact-desk.api.js';
import { CallHandling } from '../domain/call-handling.js';
import type { WantedTalk } from '../domain/wanted-talk.js';

/** Calls as contacts on the channel voice: how the one becomes the other is said here and nowhere else. */
@Injectable()
export class ContactCallHandling extends CallHandling {
  constructor(
    private readonly contacts: ContactDesk,
    private readonly directory: ContactDirectory,
    private readonly assignments: AgentAssignments,
  ) {
    super();
  }

  override async incoming(from: string | null): Promise<string> {
    const call = { channel: 'voice', direction: 'inbound', address: from, customerId: null, taskId: null } as const;
    return (await this.contacts.start(call)).id;
  }

  override connected(contactId: string, agentId: string): Promise<void> {
    return this.contacts.connect(contactId, agentId);
  }

  override ended(contactId: string): Promise<void> {
    return this.contacts.leave(contactId, 'abandoned');
  }

  /** Who was served without a person may still hear something: whoever drives their call hangs up. */
  override async wanted(contactId: string): Promise<WantedTalk> {
    const { status, outcome, holder, offers } = await this.directory.standing(contactId);
    const isOver = status === 'wrap-up' || (status === 'ended' && outcome !== 'self-served');
    return { isOver, isHeld: status === 'held', holder, offers };
  }

  override extensionOf(agentId: string): Promise<string | null> {
    return this.assignments.extensionOf(agentId);
  }

  override accept(contactId: string, agentId: string): Promise<void> {
    return this.contacts.accept(contactId, agentId);
  }

  override decline(contactId: string, agentId: string): Promise<void> {
    return this.contacts.decline(contactId, agentId);
  }

  override async requeue(contactId: string): Promise<void> {
    const { queueId, holder } = await this.directory.standing(contactId);
    if (queueId !== null && holder !== null) await this.contacts.requeue(contactId, queueId);
  }

  override async held(contactId: string, agentId: string): Promise<void> {
    if (await this.#has(contactId, agentId, 'in-progress')) await this.contacts.hold(contactId);
  }

  override async resumed(contactId: string, agentId: string): Promise<void> {
    if (await this.#has(contactId, agentId, 'held')) await this.contacts.resume(contactId);
  }

  async #has(contactId: string, agentId: string, as: 'in-progress' | 'held'): Promise<boolean> {
    const { status, holder } = await this.directory.standing(contactId);
    return status === as && holder?.agentId === agentId;
  }
}
