import { deviceOf } from './session/device-of.js';

/** The gateway writes the address, and drops what the client says of it. */
export interface EntranceHeaders {
  readonly 'user-agent'?: string;
  readonly 'x-forwarded-for'?: string;
}

export interface CameFrom {
  readonly device: string;
  readonly address: string | undefined;
}

export function cameFrom(headers: EntranceHeaders): CameFrom {
  return { device: deviceOf(headers['user-agent']), address: headers['x-forwarded-for'] };
}
