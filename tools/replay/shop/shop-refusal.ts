/** The shop's no: what was asked breaks one of its rules. Asked again, the answer is the same. */
export class ShopRefusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'ShopRefusal';
  }
}
