/** A member of the create request, in table order. */
export type Field = 'name' | 'remark' | 'app_key' | 'app_secret';

/** A create request. null in an optional member counts as absent. */
export interface App {
  name: string;
  remark?: string | null;
  app_key?: string | null;
  app_secret?: string | null;
}

export type Rule = 'required' | 'type' | 'syntax' | 'minLength' | 'maxLength' | 'start' | 'charset';

/** One broken rule. */
export interface Violation {
  /** The member's name; empty where the value is no object. */
  readonly field: Field | '';
  readonly rule: Rule;
  /** What is wrong and what would be right, in English. Package entry zh has it in Chinese. */
  readonly message: string;
  /** The first offending character's index, in code points. */
  readonly index?: number;
  /** The bound and the length, in code points, for minLength and maxLength. */
  readonly limit?: number;
  readonly actual?: number;
  /** The first offending character, for start and charset. */
  readonly char?: string;
}

/** An error answer as the gateway documents it. */
export interface Answer {
  status: number;
  error_code: string;
  error_msg: string;
}

/** All violations of a request, in table order; none where it is valid. Only own members count that JSON.stringify would write. */
export function validate(value: unknown): Violation[];

/** All violations of one member's value; undefined is an absent member. */
export function validateField(field: Field, value: unknown): Violation[];

/** The gateway's answer to a request with these violations; undefined where there is none. */
export function answer(violations: readonly { readonly field: string }[]): Answer | undefined;

/**
 * The page that a listing with these parameters gets: a negative offset becomes 0, an absent limit and one of 0 or less
 * the default, one above the maximum the maximum. Both are integers; NaN counts as absent. Entry page reads texts.
 */
export function normalizePage<T extends number | bigint = number>(
  offset?: T | null,
  limit?: number | bigint | null,
): { offset: T | number; limit: number };
