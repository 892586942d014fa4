import { RemoteError } from '#libs/discovery/calls/remote-error';
import { domainError } from '#libs/kernel/domain-error';

export class SettingNotFound extends domainError('setting-not-found', 'not-found') {}
export class SettingInvalid extends domainError('setting-invalid', 'invalid') {}
/** Somebody changed it past this API: what they wrote is to be looked at first. */
export class SettingDrifted extends domainError('setting-drifted', 'conflict') {}
export class SettingNotDrifted extends domainError('setting-not-drifted', 'conflict') {}
export class SettingBeingWritten extends domainError('setting-being-written', 'conflict') {}
export class SettingVersionNotFound extends domainError('setting-version-not-found', 'not-found') {}

/** It is not known whether the value was written; what came of it is soon seen at the setting. */
export class ConfigCentreAway extends RemoteError {
  readonly status = 503;
  readonly code = 'config-centre-away';
}
