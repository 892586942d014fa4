import { Repository } from '#libs/kernel/repository';
import type { Recording } from './recording.aggregate.js';

export abstract class Recordings extends Repository<Recording> {}
