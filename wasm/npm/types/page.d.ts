export { normalizePage } from './js.js';

/** Which parameter of a listing was not an integer of 64 bits. answer takes it like a violation. */
export class PageError extends RangeError {
  readonly param: 'offset' | 'limit';
  readonly field: 'offset' | 'limit';
}

/**
 * normalizePage on the texts of a query string; an absent or empty text is an absent parameter. offset is a BigInt where a
 * number could not hold it exactly. Throws a PageError that names the first text that is no integer of 64 bits.
 */
export function parsePage(offset?: string | null, limit?: string | null): { offset: number | bigint; limit: number };
