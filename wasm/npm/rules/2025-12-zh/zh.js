// Generated from the rule table by make generate; do not edit.

export const fields = {
  name: [(char) => ` 不能以 ${char} 开头，只能以英文字母或中文字符开头`, (char) => ` 不能包含 ${char}，只能包含英文字母、数字、中文字符和_`],
  remark: [null, null],
  app_key: [(char) => ` 不能以 ${char} 开头，只能以英文字母或数字开头`, (char) => ` 不能包含 ${char}，只能包含英文字母、数字、-和_`],
  app_secret: [(char) => ` 不能以 ${char} 开头，只能以英文字母或数字开头`, (char) => ` 不能包含 ${char}，只能包含英文字母、数字、!、#、$、%、-、@和_`],
};

export const object = "应用必须是 JSON 对象";
export const syntax = " 不是有效的 UTF-8 JSON";
export const missing = " 为必填项";
export const type = " 必须是字符串";
export const few = (actual, limit) => ` 字符过少：${actual}，至少需要 ${limit}`;
export const many = (actual, limit) => ` 字符过多：${actual}，最多允许 ${limit}`;
export const nothing = " 为 null，视为未传；请删除该成员";
export const unknown = " 不是文档中的成员";
