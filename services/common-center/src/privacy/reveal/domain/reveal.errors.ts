import { domainError } from '#libs/kernel/domain-error';

/** The account may look at nothing any more, until somebody lifts it. */
export class RevealBlocked extends domainError('reveal-blocked', 'forbidden') {}
/** Nobody lifts the block of themselves. */
export class OwnBlock extends domainError('own-reveal-block', 'forbidden') {}
/** The tenant wants it masked always, or it is of a kind that nobody is ever shown. */
export class MaskedAlways extends domainError('masked-always', 'forbidden') {}
/** There is no such text in the record. */
export class NothingToReveal extends domainError('nothing-to-reveal', 'not-found') {}
export class RevealBlockNotFound extends domainError('reveal-block-not-found', 'not-found') {}
