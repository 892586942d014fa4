import { Repository } from '#libs/kernel/repository';
import type { InteractionEvent } from './interaction-event.aggregate.js';

export abstract class InteractionEvents extends Repository<InteractionEvent> {}
