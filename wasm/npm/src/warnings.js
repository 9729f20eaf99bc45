// What a request may have and hardly should: a null that counts as not sent, and
// members that are not documented.
import { fields, nothing, unknown } from '#rules';

export const warnings = (value) => {
  if (Object(value) !== value || Array.isArray(value)) return [];
  const warn = (field, rule, message) => ({ field, rule, severity: 'warning', message });
  const names = Object.keys(fields);
  const sent = Object.keys(value);
  return [
    ...names
      .filter((name) => !fields[name][7] && sent.includes(name) && value[name] === null)
      .map((name) => warn(name, 'type', name + nothing)),
    ...sent
      .filter((name) => !names.includes(name))
      .map((name) => warn(name, 'unknown', JSON.stringify(name) + unknown)),
  ];
};
