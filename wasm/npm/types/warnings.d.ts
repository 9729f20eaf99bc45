/** What a valid request hardly should have. */
export interface Warning {
  readonly field: string;
  /** type: null in an optional member, which counts as absent; unknown: a member that is not documented. */
  readonly rule: 'type' | 'unknown';
  readonly severity: 'warning';
  /** In English. Package entry zh has it in Chinese. */
  readonly message: string;
}

/** The warnings of a request: nulls in table order, then unknown members in their own. */
export function warnings(value: unknown): Warning[];
