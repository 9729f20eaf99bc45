// The check in JavaScript. A loop over charCodeAt is slower than one regular
// expression, in every engine.
import { explain } from './explain.js';

export const check = (violations, value, rules) => {
  const unusual = typeof value != 'string' || rules[3].test(value);
  if (unusual || value.length < rules[1] || value.length > rules[2]) explain(violations, value, rules, unusual);
  return violations;
};
