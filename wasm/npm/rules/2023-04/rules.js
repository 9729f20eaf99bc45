// Generated from the rule table by make generate; do not edit.

// Name, least and greatest length; what finds a text that breaks another rule; how the
// message goes on about a character that may not stand anywhere, and about one that may
// not stand first; what finds the former; and the message where a required member lacks.
export const fields = {
  name: ["name", 3, 64, /^(?![A-Za-z][A-Za-z0-9_]*$)/, ", only letters, digits and _", ", only with a letter", /[^A-Za-z0-9_]/, " is required"],
  remark: ["remark", 0, 255, /\p{Cs}/u],
  app_key: ["app_key", 8, 64, /^(?![A-Za-z0-9][A-Za-z0-9\x2d_]*$)/, ", only letters, digits, - and _", ", only with a letter or a digit", /[^A-Za-z0-9\x2d_]/],
  app_secret: ["app_secret", 8, 64, /^(?![A-Za-z0-9][A-Za-z0-9!#$%\x2d@_]*$)/, ", only letters, digits, !, #, $, %, -, @ and _", ", only with a letter or a digit", /[^A-Za-z0-9!#$%\x2d@_]/],
};

// The other messages, to be put after a field's name.
export const object = "an app must be a JSON object";
export const syntax = " is not valid JSON in UTF-8";
export const missing = " is required";
export const type = " must be a string";
export const few = " has too few characters: ";
export const fewLimit = ", at least ";
export const fewEnd = " needed";
export const many = " has too many characters: ";
export const manyLimit = ", at most ";
export const manyEnd = " allowed";
export const nothing = " is null, which counts as not sent; leave the member out";
export const unknown = " is not a documented member";
export const start = " may not start with ";
export const charset = " may not contain ";

export const usualLimit = 20;
export const mostLimit = 500;
