import { Repository } from '#libs/kernel/repository';
import type { Visit } from './visit.aggregate.js';

export abstract class Visits extends Repository<Visit> {}
