interface Happened<Type extends string> {
  readonly type: Type;
  readonly at: Date;
}

export type AccountEvent =
  | Happened<'account-created'>
  | (Happened<'account-roles-set'> & { readonly roles: readonly string[] })
  | (Happened<'account-described'> & { readonly fields: readonly string[] })
  | Happened<'account-password-reset'>
  | Happened<'account-deactivated'>
  | Happened<'account-reactivated'>
  | Happened<'account-removed'>;
