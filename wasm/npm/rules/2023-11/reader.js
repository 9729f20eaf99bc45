// Generated from the rule table by make generate; do not edit.

import { check } from '../../src/check.js';
import { fields } from './rules.js';

export { check };

// Checks each member that is the request's own. Engines list an object's members from
// what they know of its shape, and V8 then does without the test: together that costs
// less than to ask for each member whether it is there.
export const checkEach = (request) => {
  let name, remark, app_key, app_secret;
  for (const member in request)
    if ({}.hasOwnProperty.call(request, member)) {
      if (member == "name") name = request[member];
      else if (member == "remark") remark = request[member];
      else if (member == "app_key") app_key = request[member];
      else if (member == "app_secret") app_secret = request[member];
    }
  return check(check(check(check([], name, fields.name), remark, fields.remark), app_key, fields.app_key), app_secret, fields.app_secret);
};
