// The check with a gate in WebAssembly, which waves valid ASCII through. Where a Content
// Security Policy forbids that, JavaScript looks at every text.
import binary from '#gate.wasm';
import { fields } from '#rules';
import { explain } from './explain.js';

let gate;
try {
  gate = new WebAssembly.Instance(
    new WebAssembly.Module(Uint8Array.from(binary, (char) => char.charCodeAt()), { builtins: ['js-string'] }),
    // Engines that have the builtins put them in the place of these.
    { 'wasm:js-string': { length: (text) => text.length, charCodeAt: (text, index) => text.charCodeAt(index) } },
  ).exports;
} catch {}

export const check = (violations, value, rules) => {
  if (typeof value != 'string') explain(violations, value, rules);
  else if (!gate?.[rules[0]](value)) explain(violations, value, rules, rules[3].test(value));
  return violations;
};

// Smaller than the straight line of the rules, and of no more weight beside the gate.
export const checkEach = (request) => {
  const violations = [];
  for (const field in fields) check(violations, {}.propertyIsEnumerable.call(request, field) ? request[field] : undefined, fields[field]);
  return violations;
};
