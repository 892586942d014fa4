/** Where one device is sent to. A slow one is cut off rather than waited for: it comes again and goes on after its last. */
export interface Outlet {
  /** Does not throw. */
  send(frame: string): void;
  /** Resolves when most of what was sent is on its way, or the device is gone. */
  drained(): Promise<void>;
}
