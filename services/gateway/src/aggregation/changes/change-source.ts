import type { Change } from './change.js';

/** Where the gateway hears from that something changed. */
export abstract class ChangeSource {
  abstract start(heard: (change: Change) => void): Promise<void>;
  /** Whether what happens now would be heard. Bounded in time; does not reject. */
  abstract works(): Promise<boolean>;
  abstract close(): Promise<void>;
}
