import type { ServiceDefinition } from '#libs/web/platform/service-definition';
import { callCenter } from '../../call-center/src/service.js';
import { commonCenter } from '../../common-center/src/service.js';
import { operationsCenter } from '../../operations-center/src/service.js';
import { ticketCenter } from '../../ticket-center/src/service.js';

/** Every service that keeps data; common-center first, since the others get their tokens from it. */
export const services: readonly ServiceDefinition[] = [commonCenter, callCenter, ticketCenter, operationsCenter];
