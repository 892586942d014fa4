import { Repository } from '#libs/kernel/repository';
import type { FormDefinition } from './form-definition.aggregate.js';

export abstract class FormDefinitions extends Repository<FormDefinition> {
  abstract has(name: string): Promise<boolean>;
}
