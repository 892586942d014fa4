/** Who wants something of a contact. */
export interface Acting {
  readonly id: string;
  /** Supervisors and machines: also where somebody else has the contact. */
  readonly forOthers: boolean;
}
