import { Repository } from '#libs/kernel/repository';
import type { ProcessDefinition } from './process-definition.aggregate.js';

export abstract class Definitions extends Repository<ProcessDefinition> {
  abstract has(id: string): Promise<boolean>;
}
