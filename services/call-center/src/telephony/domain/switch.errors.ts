import { domainError } from '#libs/kernel/domain-error';

export class CallNotFound extends domainError('call-not-found', 'not-found') {}
export class NothingCollected extends domainError('nothing-collected', 'not-found') {}
export class SwitchRefused extends domainError('switch-refused', 'conflict') {}
export class SwitchUnreachable extends domainError('switch-unreachable', 'conflict') {}
export class TelephonyNotConfigured extends domainError('telephony-not-configured', 'conflict') {}
export class TelephonyNotSimulated extends domainError('telephony-not-simulated', 'conflict') {}
export class CallNotYours extends domainError('call-not-yours', 'forbidden') {}
