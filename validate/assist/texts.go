package assist

import "github.com/appgauge/appgauge/validate"

// texts are the words of one language. A "%" is filled in, in order.
type texts struct {
	meant, required, optional, example, request, edition, length string
	about                                                        [validate.NumFields]string

	rename, removeDuplicate, removeNull, removeMember, addMember    string
	drop, replace, cut, dropStart, quoteValue                       string
	bom, trailingComma, insertComma, insertColon, insertValue       string
	quoteName, doubleQuotes, ascii, literal, escapeBackslash        string
	replaceBad, escapeControl, closeString, closeAll, removeRest    string
	removeComment, removeUnexpected, writeRequest, removeExtraComma string
}

func (s *Source) texts() *texts {
	if s.Locale == validate.Chinese {
		return &chinese
	}
	return &english
}

// fill replaces each "%" of text by the next argument.
func fill(text string, args ...string) string {
	out := ""
	for _, arg := range args {
		for i := range len(text) {
			if text[i] == '%' {
				out += text[:i] + arg
				text = text[i+1:]
				break
			}
		}
	}
	return out + text
}

var english = texts{
	meant:    "; did you mean %?",
	required: "required",
	optional: "optional",
	example:  "the documentation's example",
	request:  "a create request",
	edition:  "edition %",
	length:   "Now % of at most % characters.",
	about: [validate.NumFields]string{
		validate.Name:      "the app's name",
		validate.Remark:    "a description of the app",
		validate.AppKey:    "the key with which the app identifies itself; generated where it is left out",
		validate.AppSecret: "the secret that goes with the key; generated where it is left out",
	},

	rename:           "Rename % to %",
	removeDuplicate:  "Remove this repeated %",
	removeNull:       "Remove %, which is null",
	removeMember:     "Remove the member %",
	addMember:        "Add the member %",
	drop:             "Remove the characters that % may not contain",
	replace:          "Replace the characters that % may not contain by %",
	cut:              "Cut % to % characters",
	dropStart:        "Remove what % may not start with",
	quoteValue:       "Put the value in double quotes",
	bom:              "Remove the byte order mark",
	trailingComma:    "Remove the comma",
	insertComma:      "Insert a comma",
	insertColon:      "Insert a colon",
	insertValue:      "Insert an empty text",
	quoteName:        "Put the name in double quotes",
	doubleQuotes:     "Use double quotes",
	ascii:            "Write the ASCII character",
	literal:          "Write %",
	escapeBackslash:  "Escape the backslash",
	replaceBad:       "Replace it by U+FFFD",
	escapeControl:    "Escape the character",
	closeString:      "Close the string",
	closeAll:         "Close what is open",
	removeRest:       "Remove everything after the value",
	removeComment:    "Remove the comment",
	removeUnexpected: "Remove it",
	writeRequest:     "Write a create request",
	removeExtraComma: "Remove the extra comma",
}

var chinese = texts{
	meant:    "；是否想写 %？",
	required: "必填",
	optional: "可选",
	example:  "文档中的示例",
	request:  "一个创建应用的请求",
	edition:  "规则版本 %",
	length:   "当前 % 个字符，最多 % 个。",
	about: [validate.NumFields]string{
		validate.Name:      "应用的名称",
		validate.Remark:    "应用的描述",
		validate.AppKey:    "应用用来标识自己的 AppKey；不填则自动生成",
		validate.AppSecret: "与 AppKey 配对的密钥；不填则自动生成",
	},

	rename:           "将 % 改名为 %",
	removeDuplicate:  "删除重复的 %",
	removeNull:       "删除值为 null 的 %",
	removeMember:     "删除成员 %",
	addMember:        "添加成员 %",
	drop:             "删除 % 中不允许的字符",
	replace:          "将 % 中不允许的字符替换为 %",
	cut:              "将 % 截断为 % 个字符",
	dropStart:        "删除 % 开头不允许的字符",
	quoteValue:       "用双引号括起该值",
	bom:              "删除字节顺序标记（BOM）",
	trailingComma:    "删除该逗号",
	insertComma:      "插入逗号",
	insertColon:      "插入冒号",
	insertValue:      "插入空文本",
	quoteName:        "用双引号括起成员名",
	doubleQuotes:     "改用双引号",
	ascii:            "改为半角字符",
	literal:          "改为 %",
	escapeBackslash:  "转义反斜杠",
	replaceBad:       "替换为 U+FFFD",
	escapeControl:    "转义该字符",
	closeString:      "闭合字符串",
	closeAll:         "补全未闭合的部分",
	removeRest:       "删除该值之后的全部内容",
	removeComment:    "删除注释",
	removeUnexpected: "删除",
	writeRequest:     "写入一个创建应用的请求",
	removeExtraComma: "删除多余的逗号",
}
