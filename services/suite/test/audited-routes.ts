/** Who may do this may do much: rights, keys, secrets, whole tenants, what is known of people, and what is kept of them. */
export const PRIVILEGED =
  /^(account|client|consent|customer-export|customer-import|delegation|do-not-call|mfa-policy|oidc-provider|person-request|personal-data|role|scim|session|signing-key|tenant|webhook):|^(audit:retain|config:write|customer:(correct|import|merge)|interface:(keep-secrets|publish)|organisation:write|recording:(delete|hold))$/;

const BY_ITSELF = 'said before it is done: it reaches other services, and no transaction waits for them';
const WITH_ITS_ROWS = 'said with what it writes';

/** Routes that say it by themselves, and how. */
export const SAID_OTHERWISE: Readonly<Record<string, string>> = {
  'ClientController.registerClient': BY_ITSELF,
  'ClientController.renewClientSecret': BY_ITSELF,
  'CustomerExportController.cancelCustomerExport': 'takes nothing out',
  'CustomerImportController.cancelCustomerImport': 'brings nothing in',
  'MaskingPolicyController.setMaskingPolicy': BY_ITSELF,
  'RecordingController.deleteRecording': 'recordings have a trail of their own',
  'RecordingController.placeHold': 'recordings have a trail of their own',
  'RecordingController.releaseHold': 'recordings have a trail of their own',
  'RevealController.revealField': WITH_ITS_ROWS,
  'SettingController.adoptSetting': WITH_ITS_ROWS,
  'SettingController.rollBackSetting': WITH_ITS_ROWS,
  'SettingController.setSetting': WITH_ITS_ROWS,
  'SigningKeyController.rotateSigningKey': 'the keys are the platform’s, and written in a context of its own',
  'TenantController.askTenantErasure': BY_ITSELF,
  'TenantController.cancelTenantErasure': BY_ITSELF,
  'TenantController.confirmTenantErasure': BY_ITSELF,
  'TenantController.createTenant': BY_ITSELF,
  'TenantController.resumeTenant': BY_ITSELF,
  'TenantController.setTenantDomains': BY_ITSELF,
  'TenantController.setTenantTerms': BY_ITSELF,
  'TenantController.suspendTenant': BY_ITSELF,
};

/** Audited routes that replace or remove something and tell nothing of the state before, and why. */
export const NO_STATE_BEFORE: Readonly<Record<string, string>> = {
  'AccountController.resetPassword': 'a password is kept as what it is checked by, which is for nobody to see',
  'MfaController.resetMfa': 'a second factor is a secret, which is for nobody to see',
};
