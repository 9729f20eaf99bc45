// The violations of a request, the documented answer to it, and pages.
import { fields, mostLimit, object, usualLimit } from '#rules';
import { check, checkEach } from '#check';

export const validateField = (field, value) => check([], value, fields[field]);

export const validate = (value) =>
  Object(value) !== value || Array.isArray(value)
    ? [{ field: '', rule: 'type', message: object }]
    : checkEach(value);

export const answer = ([first]) =>
  first && {
    status: 400,
    error_code: 'APIG.2011',
    error_msg: `Invalid parameter value,parameterName:${first.field || 'body'}. Please refer to the support documentation`,
  };

export const normalizePage = (offset, limit) => ({
  offset: offset > 0 ? offset : 0,
  limit: limit > mostLimit ? mostLimit : limit > 0 ? limit : usualLimit,
});
