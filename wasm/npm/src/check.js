// Whether a text is plainly valid, in JavaScript. A loop over charCodeAt is
// slower than one regular expression, in every engine.
import { fields } from '#rules';

export const isPlain = (field, text) => {
  const rules = fields[field];
  return text.length >= rules[0] && text.length <= rules[1] && rules[6].test(text);
};
