// What a request may have and hardly should: a null that counts as not sent, and
// members that are not documented.
import { fields, nothing, required, unknown } from '#rules';

export const warnings = (value) => {
  if (Object(value) !== value || Array.isArray(value)) return [];
  const warn = (field, rule, message) => ({ field, path: [field], rule, severity: 'warning', message });
  const names = Object.keys(fields);
  return [
    ...names
      .filter((name) => !required.includes(name) && Object.hasOwn(value, name) && value[name] === null)
      .map((name) => warn(name, 'type', name + nothing)),
    ...Object.keys(value)
      .filter((name) => !names.includes(name))
      .map((name) => warn(name, 'unknown', JSON.stringify(name) + unknown)),
  ];
};
