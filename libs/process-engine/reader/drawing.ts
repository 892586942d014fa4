import type { Messages } from './node/messages.js';
import type { Reading } from './reading.js';
import type { Surroundings } from './surroundings.js';

/** A process as it is drawn, with all that its parts are read with. */
export interface Drawing {
  readonly surroundings: Surroundings;
  readonly messages: Messages;
  readonly reading: Reading;
}
