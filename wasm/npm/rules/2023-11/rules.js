// Generated from the rule table by make generate; do not edit.

// What a request must have.
export const required = ["name"];

// Least and greatest length; what may not stand first, and what anywhere; the
// messages for both; and the usual valid text, which has no surrogates.
export const fields = {
  name: [3, 64, /^[^A-Za-z]/, /[^A-Za-z0-9_]/, (char) => ` may not start with ${char}, only with a letter`, (char) => ` may not contain ${char}, only letters, digits and _`, /^[A-Za-z][A-Za-z0-9_]*$/],
  remark: [0, 255, /[^\s\S]/, /[^\s\S]/, null, null, /^[^\ud800-\udfff]*$/],
  app_key: [8, 200, /^[^A-Za-z0-9]/, /[^A-Za-z0-9\x2d_]/, (char) => ` may not start with ${char}, only with a letter or a digit`, (char) => ` may not contain ${char}, only letters, digits, - and _`, /^[A-Za-z0-9][A-Za-z0-9\x2d_]*$/],
  app_secret: [8, 128, /^[^A-Za-z0-9]/, /[^A-Za-z0-9!#$%\x2d@_]/, (char) => ` may not start with ${char}, only with a letter or a digit`, (char) => ` may not contain ${char}, only letters, digits, !, #, $, %, -, @ and _`, /^[A-Za-z0-9][A-Za-z0-9!#$%\x2d@_]*$/],
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

export const usualLimit = 20;
export const mostLimit = 500;
