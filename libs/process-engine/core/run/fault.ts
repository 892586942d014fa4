import type { IncidentCode } from '../../incident.js';
import type { Variables } from '../../variables.js';

/** A piece of work that cannot be done as things are: it becomes an incident. The message is for operators. */
export class Fault extends Error {
  constructor(
    readonly code: IncidentCode,
    message: string,
    readonly details?: Variables,
  ) {
    super(message);
  }
}
