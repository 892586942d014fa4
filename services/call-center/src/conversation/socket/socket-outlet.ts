import type { WebSocket } from 'ws';
import type { Outlet } from '../live/outlet.js';

/** A device that has so much unread is cut off: it comes again and goes on after its last. */
const MOST_UNREAD_BYTES = 1024 * 1024;
const FEW_UNREAD_BYTES = 64 * 1024;

/** A WebSocket, with a bound on what waits for it; `shown` is a frame as who is at the other end may see it. */
export class SocketOutlet implements Outlet {
  constructor(
    private readonly socket: WebSocket,
    private readonly tooSlow: () => void,
    private readonly shown: (frame: string) => string,
  ) {}

  send(frame: string): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.socket.send(this.shown(frame));
    if (this.socket.bufferedAmount <= MOST_UNREAD_BYTES) return;
    this.tooSlow();
    this.socket.terminate();
  }

  /** A ping leaves behind everything that was sent before it. */
  async drained(): Promise<void> {
    if (this.socket.bufferedAmount <= FEW_UNREAD_BYTES || this.socket.readyState !== this.socket.OPEN) return;
    await new Promise<void>((resolve) => this.socket.ping(undefined, undefined, () => resolve()));
  }
}
