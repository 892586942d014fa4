import { SetMetadata } from '@nestjs/common';

export const BEYOND_REACH = 'switchboard:beyond-reach';

/** The route has a rule of its own for who may do it with what they do not reach. */
export function BeyondReach() {
  return SetMetadata(BEYOND_REACH, true);
}
