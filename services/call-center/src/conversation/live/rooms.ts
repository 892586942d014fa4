import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Attendant } from './attendant.js';
import { Fanout } from './fanout.js';
import { readHint } from './hint.js';
import type { Outlet } from './outlet.js';
import { Room } from './room.js';
import { framed } from '../socket/server-frame.js';
import { StoredMessages } from './stored-messages.js';
import { idOf, tenantOf, topicOf } from './topic.js';

/** One device of a person who is known. */
export interface Device extends Outlet {
  /** The person no longer takes part. */
  left(conversationId: string): void;
}

/** Who is on this node: the rooms of conversations, and the devices of people. */
@Injectable()
export class Rooms {
  readonly #rooms = new Map<string, { readonly room: Room; readonly held: Promise<void> }>();
  readonly #devices = new Map<string, Set<Device>>();

  constructor(
    private readonly fanout: Fanout,
    private readonly messages: StoredMessages,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    fanout.listen(
      (topic, hint) => this.#heard(topic, hint),
      () => void this.lookAgain(),
    );
  }

  /** Lets a device into a conversation; `catchUp` of what comes back brings it up to date. */
  async enter(conversationId: string, outlet: Outlet, after: number, seesNotes: boolean): Promise<Attendant> {
    const topic = topicOf(currentTenant(), 'conversation', conversationId);
    const { room, held } = this.#rooms.get(topic) ?? this.#open(topic, conversationId);
    const attendant = new Attendant(outlet, room, after, seesNotes);
    await held;
    // Read after it is held: what is stored later is told by a hint.
    if (!room.hasBegun) room.begin((await this.messages.lastSeqs([conversationId])).get(conversationId) ?? 0);
    return attendant;
  }

  leave(conversationId: string, attendant: Attendant): void {
    attendant.leave();
    const topic = topicOf(currentTenant(), 'conversation', conversationId);
    if (this.#rooms.get(topic)?.room.attendants.size !== 0) return;
    this.#rooms.delete(topic);
    this.fanout.release(topic);
  }

  async connect(personId: string, device: Device): Promise<void> {
    const topic = topicOf(currentTenant(), 'person', personId);
    const devices = this.#devices.get(topic) ?? new Set();
    this.#devices.set(topic, devices.add(device));
    if (devices.size === 1) await this.fanout.hold(topic);
  }

  disconnect(personId: string, device: Device): void {
    const topic = topicOf(currentTenant(), 'person', personId);
    const devices = this.#devices.get(topic);
    devices?.delete(device);
    if (devices?.size !== 0) return;
    this.#devices.delete(topic);
    this.fanout.release(topic);
  }

  /** Finds what hints have failed to tell. Does not reject. */
  async lookAgain(): Promise<void> {
    const byTenant = Map.groupBy(this.#rooms.keys(), tenantOf);
    for (const [tenant, topics] of byTenant) {
      const ids = topics.map(idOf);
      await runAsTenant(tenant, () => this.messages.lastSeqs(ids)).then(
        (last) => ids.forEach((id, at) => this.#rooms.get(topics[at]!)?.room.noticed(last.get(id) ?? 0)),
        (error: unknown) => this.logger.warn({ err: error, tenant }, 'chats were not looked at again'),
      );
    }
  }

  #open(topic: string, conversationId: string) {
    const read = (seq: number) => runAsTenant(tenantOf(topic), () => this.messages.after(conversationId, seq));
    const skipped = (seq: number) => framed({ type: 'skipped', conversationId, seq });
    const opened = { room: new Room(read, skipped), held: this.fanout.hold(topic) };
    this.#rooms.set(topic, opened);
    return opened;
  }

  #heard(topic: string, text: string): void {
    const hint = readHint(text);
    if (hint.kind === 'message') this.#rooms.get(topic)?.room.arrived(hint);
    else if (hint.kind === 'left') this.#devices.get(topic)?.forEach((device) => device.left(hint.conversationId));
    else {
      this.#rooms.get(topic)?.room.signal(hint.frame);
      this.#devices.get(topic)?.forEach((device) => device.send(hint.frame));
    }
  }
}
