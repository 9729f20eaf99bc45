// The check in JavaScript, a member after the other. A loop over charCodeAt is slower
// than one regular expression, in every engine.
export { checkEach } from '#rules';

export const isPlain = (text, rules) => text.length >= rules[1] && text.length <= rules[2] && !rules[3].test(text);
