// What one would write by hand: it names the fields that are wrong, not why.
const name = /^[A-Za-z]\w{2,63}$/;
const remark = /^[^]{0,255}$/u;
const key = /^[A-Za-z0-9][\w-]{7,199}$/;
const secret = /^[A-Za-z0-9][\w\-!@#$%]{7,127}$/;

const optional = (value, pattern) => value == null || (typeof value == 'string' && pattern.test(value));

export const issues = (value) => {
  const wrong = [];
  if (!(typeof value.name == 'string' && name.test(value.name))) wrong.push('name');
  if (!optional(value.remark, remark)) wrong.push('remark');
  if (!optional(value.app_key, key)) wrong.push('app_key');
  if (!optional(value.app_secret, secret)) wrong.push('app_secret');
  return wrong;
};
