import { newTraceparent, runInContext, type Identity } from '#libs/persistence/tenant/tenant-context';
import type { Attendant } from '../live/attendant.js';
import type { Device, Rooms } from '../live/rooms.js';
import type { Outlet } from '../live/outlet.js';
import { framed, type ServerFrame } from './server-frame.js';

/** Who is at the other end, and until when we may believe it. */
export interface Visitor {
  readonly tenantId: string;
  readonly identity: Identity;
  /** ms since 1970. */
  readonly expiresAt: number;
}

export interface Attending {
  readonly attendant: Attendant;
  /** Or only looks on. */
  readonly takesPart: boolean;
}

/** One device with the conversations it attends. A person has any number of them; all get everything. */
export class Connection implements Device {
  readonly attending = new Map<string, Attending>();

  constructor(
    private readonly outlet: Outlet,
    private readonly rooms: Rooms,
    public visitor: Visitor,
  ) {}

  get participantId(): string {
    return this.visitor.identity.subject;
  }

  send(frame: string): void {
    this.outlet.send(frame);
  }

  drained(): Promise<void> {
    return this.outlet.drained();
  }

  say(frame: ServerFrame): void {
    this.outlet.send(framed(frame));
  }

  attends(conversationId: string, attending: Attending): void {
    this.stop(conversationId);
    this.attending.set(conversationId, attending);
  }

  stop(conversationId: string): void {
    const known = this.attending.get(conversationId);
    if (!known) return;
    this.attending.delete(conversationId);
    this.inContext(() => this.rooms.leave(conversationId, known.attendant));
  }

  left(conversationId: string): void {
    this.stop(conversationId);
    this.say({ type: 'left', conversationId });
  }

  /** The device is gone. */
  end(): void {
    for (const conversationId of Array.from(this.attending.keys())) this.stop(conversationId);
    this.inContext(() => this.rooms.disconnect(this.participantId, this));
  }

  /** How far each conversation it attends has come, so that it notices what it has not heard. */
  heads(): Record<string, number> {
    return Object.fromEntries(Array.from(this.attending, ([id, { attendant }]) => [id, attendant.head]));
  }

  inContext<T>(work: () => T): T {
    const { tenantId, identity } = this.visitor;
    return runInContext({ tenantId, identity, traceparent: newTraceparent() }, work);
  }
}
