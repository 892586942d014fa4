import { Repository } from '#libs/kernel/repository';
import type { WorkItem } from './work-item.aggregate.js';

export abstract class WorkItems extends Repository<WorkItem> {}
