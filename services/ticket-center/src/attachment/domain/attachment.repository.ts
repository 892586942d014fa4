import { Repository } from '#libs/kernel/repository';
import type { Attachment } from './attachment.aggregate.js';

export abstract class AttachmentStore extends Repository<Attachment> {}
