import { Repository } from '#libs/kernel/repository';
import type { ProcessDraft } from './process-draft.aggregate.js';

export abstract class Drafts extends Repository<ProcessDraft> {}
