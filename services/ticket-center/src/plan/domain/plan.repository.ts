import { Repository } from '#libs/kernel/repository';
import type { Plan } from './plan.aggregate.js';

export abstract class Plans extends Repository<Plan> {}
