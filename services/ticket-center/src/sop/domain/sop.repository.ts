import { Repository } from '#libs/kernel/repository';
import type { Sop } from './sop.aggregate.js';

export abstract class SopStore extends Repository<Sop> {
  abstract has(name: string): Promise<boolean>;
}
