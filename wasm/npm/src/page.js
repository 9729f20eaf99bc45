// Pages from the texts of a query string.
import { normalizePage } from './core.js';

export { normalizePage };

export class PageError extends RangeError {
  constructor(param, text) {
    super(`${param} is not a 64-bit integer: ${JSON.stringify(text)}`);
    this.param = param;
  }
  // As an entry of what answer takes.
  get field() {
    return this.param;
  }
}

// A number where that is exact, else a BigInt. An absent or empty text is 0.
const integer = (param, value) => {
  const text = value ?? '';
  if (!/^(-?[0-9]+)?$/.test(text) || BigInt.asIntN(64, text) !== BigInt(text)) throw new PageError(param, text);
  const number = Number(text);
  return Number.isSafeInteger(number) ? number || 0 : BigInt(text);
};

export const parsePage = (offset, limit) => normalizePage(integer('offset', offset), integer('limit', limit));
