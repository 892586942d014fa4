import { Repository } from '#libs/kernel/repository';
import type { SopRun } from './sop-run.aggregate.js';

export abstract class SopRuns extends Repository<SopRun> {}
