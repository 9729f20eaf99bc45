// Generated from the rule table by make generate; do not edit.

// Name, least and greatest length; what finds a text that is not plainly valid, of
// which a text without surrogates is; how the message goes on about a character that
// may not stand first; what may not stand anywhere, and how that message goes on; and
// whether a request must have the member.
export const fields = {
  name: ["name", 3, 64, /^(?![A-Za-z][A-Za-z0-9_]*$)/, ", only with a letter", /[^A-Za-z0-9_]/, ", only letters, digits and _", " is required"],
  remark: ["remark", 0, 255, /\p{Cs}/u],
  app_key: ["app_key", 8, 200, /^(?![A-Za-z0-9][A-Za-z0-9\x2d_]*$)/, ", only with a letter or a digit", /[^A-Za-z0-9\x2d_]/, ", only letters, digits, - and _"],
  app_secret: ["app_secret", 8, 128, /^(?![A-Za-z0-9][A-Za-z0-9!#$%\x2d@_]*$)/, ", only with a letter or a digit", /[^A-Za-z0-9!#$%\x2d@_]/, ", only letters, digits, !, #, $, %, -, @ and _"],
};

// Checks each member that is the request's own; check adds to the violations it is
// given, and returns them. Engines list an object's members from what they know of its
// shape, and V8 then does without the test: together that costs less than to ask for
// each member whether it is there.
export const checkEach = (request, check) => {
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

// The other messages, to be put after a field's name.
export const object = "an app must be a JSON object";
export const syntax = " is not valid JSON in UTF-8";
export const missing = " is required";
export const type = " must be a string";
export const few = (actual, limit) => ` has too few characters: ${actual}, at least ${limit} needed`;
export const many = (actual, limit) => ` has too many characters: ${actual}, at most ${limit} allowed`;
export const nothing = " is null, which counts as not sent; leave the member out";
export const unknown = " is not a documented member";
export const start = " may not start with ";
export const charset = " may not contain ";

export const usualLimit = 20;
export const mostLimit = 500;
