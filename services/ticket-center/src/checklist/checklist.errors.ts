import { domainError } from '#libs/kernel/domain-error';

export class ChecklistItemNotFound extends domainError('checklist-item-not-found', 'not-found') {}
export class ChecklistItemRequired extends domainError('checklist-item-required', 'conflict') {}
export class ChecklistTooLong extends domainError('checklist-too-long', 'conflict') {}
