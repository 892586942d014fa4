import { domainError } from '#libs/kernel/domain-error';

export class ProviderNotFound extends domainError('oidc-provider-not-found', 'not-found') {}
export class RedirectNotRegistered extends domainError('oidc-redirect-not-registered', 'invalid') {}
export class LinkTaken extends domainError('oidc-link-taken', 'conflict') {}
