import { Repository } from '#libs/kernel/repository';
import type { Diagnosis } from './diagnosis.aggregate.js';

export abstract class Diagnoses extends Repository<Diagnosis> {}
