import type { Channel } from '#libs/contracts/call-center/call-events';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import { ContactDesk } from '../../contact/contact-desk.api.js';
import type { Opening } from '../domain/dialogue/session-state.js';
import { IvrSession } from '../domain/ivr-session.aggregate.js';
import { IvrSessions } from '../domain/ivr-session.repository.js';
import { CallStartedOtherwise } from '../domain/ivr.errors.js';
import { FlowVersions } from '../flow/flow-versions.js';
import { IvrSessionSchema } from '../infra/ivr-session.schema.js';
import { EntryPoints } from '../setup/entry-points.js';

export type NewCall = { readonly callId: string } & Omit<Opening, 'channel'> & { readonly channel: Channel };
export interface StartedCall {
  readonly sessionId: string;
  readonly contactId: string;
}

/** One dialogue and one contact for each call. */
@Injectable()
export class StartedCalls {
  constructor(
    private readonly sessions: IvrSessions,
    private readonly entryPoints: EntryPoints,
    private readonly versions: FlowVersions,
    private readonly contacts: ContactDesk,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * The dialogue of a call, begun when there is none.
   * @throws EntryPointNotFound, FlowNotPublished, CallStartedOtherwise
   */
  async of(call: NewCall): Promise<StartedCall> {
    return (await this.#find(call)) ?? (await this.#begin(call));
  }

  async #find({ callId, ...opening }: NewCall): Promise<StartedCall | null> {
    const reader = await this.database.reader();
    const row = await reader.findOneBy(IvrSessionSchema, { callId });
    if (!row) return null;
    const { caller, channel, entryPoint, language } = row.opening;
    const same = { caller, channel, entryPoint, language };
    if (Object.entries(same).some(([key, value]) => opening[key as keyof typeof same] !== value))
      throw new CallStartedOtherwise('This call was started with another body.', { callId });
    return { sessionId: row.id, contactId: row.contactId };
  }

  async #begin(call: NewCall): Promise<StartedCall> {
    const { callId, ...opening } = call;
    const { flowId, version } = await this.entryPoints.liveAt(opening.entryPoint);
    const flow = await this.versions.compiled(flowId, version);
    const { channel, caller } = opening;
    const contact = { channel, direction: 'inbound', address: caller, customerId: null, taskId: null } as const;
    try {
      return await this.database.transaction(async () => {
        const now = this.clock.now();
        const { id: contactId } = await this.contacts.start(contact);
        const session = { id: newId(now), callId, contactId, flowId, flowVersion: version, opening };
        await this.sessions.add(IvrSession.start(flow, session, now));
        return { sessionId: session.id, contactId };
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return (await this.#find(call))!;
    }
  }
}
