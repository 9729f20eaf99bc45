package report

import (
	"fmt"

	"github.com/dustin/go-humanize"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/validate"
)

// words are the words around the messages of the rules in one language.
type words struct {
	severity map[validate.Severity]string
	// problem says what is the matter and what to do.
	problem func(p *apps.Problem) string
	// ndjson is the advice for NDJSON that was read as a document.
	ndjson string
	// more says that findings were not shown.
	more func(hidden, shown int64) string
	// elsewhere says that findings are in other forms only, alike that as many more are like
	// the one that is shown.
	elsewhere, alike func(n int64) string
	// summary says how the check went.
	summary func(s Summary) string
}

func wordsFor(l validate.Locale) *words {
	if l == validate.Chinese {
		return &chinese
	}
	return &english
}

// problemWords are the sentences on problems. Those with sizes take the size and
// the limit in words.
type problemWords struct {
	missing, unreadable, readFailed, noJSON, empty, tooLarge, longLine, encoding, compressed string
}

func (t *problemWords) sentence(p *apps.Problem) string {
	limit := humanize.IBytes(uint64(p.Limit))
	switch p.Kind {
	case apps.Missing:
		return t.missing
	case apps.Unreadable:
		return fmt.Sprintf(t.unreadable, p.Err)
	case apps.ReadFailed:
		return fmt.Sprintf(t.readFailed, p.Err)
	case apps.NoJSON:
		return t.noJSON
	case apps.Empty:
		return t.empty
	case apps.TooLarge:
		return fmt.Sprintf(t.tooLarge, limit)
	case apps.LongLine:
		return fmt.Sprintf(t.longLine, humanize.Comma(p.Size), limit)
	case apps.Encoding:
		return fmt.Sprintf(t.encoding, p.Name)
	case apps.Compressed:
		return fmt.Sprintf(t.compressed, p.Name)
	}
	return p.Error()
}

var english = words{
	severity: map[validate.Severity]string{validate.Error: "error", validate.Warning: "warning"},
	problem: (&problemWords{
		missing:    "there is no such file; check the path",
		unreadable: "cannot be opened (%v); check the path and its permissions",
		readFailed: "reading failed here (%v); what follows was not checked",
		noJSON:     "the directory holds no .json, .ndjson or .jsonl file; name other files one by one",
		empty:      "there is nothing to check; put an app here as a JSON object, an array of apps, or an app a line",
		tooLarge:   "more than %s, the most for one JSON document; write an app a line (NDJSON, any size) or raise --max-document",
		longLine:   "the line has %s bytes, more than %s, the most for a line, and was not checked; raise --max-line to check it",
		encoding:   "this is %[1]s, and JSON is UTF-8; convert it: iconv -f %[1]s -t UTF-8",
		compressed: "this is compressed, and only gzip is read; unpack it first: %s",
	}).sentence,
	ndjson: "this looks like NDJSON, an app a line; check it with --input ndjson",
	more: func(hidden, shown int64) string {
		return fmt.Sprintf("... and %s; see all with --max-errors 0", plural(hidden, "more finding"))
	},
	elsewhere: func(n int64) string {
		return fmt.Sprintf("... and %s; --format json has all of them", plural(n, "more finding"))
	},
	alike: func(n int64) string { return fmt.Sprintf("... and %s like this one", plural(n, "more finding")) },
	summary: func(s Summary) string {
		out := fmt.Sprintf("%s in %s: %s valid, %s invalid; %s, %s",
			plural(s.Apps, "app"), plural(s.Files, "file"),
			humanize.Comma(s.Apps-s.Invalid), humanize.Comma(s.Invalid),
			plural(s.Errors, "error"), plural(s.Warnings, "warning"))
		if s.Problems > 0 {
			out += "; " + plural(s.Problems, "problem") + ": not everything could be checked"
		}
		if s.Interrupted {
			out += fmt.Sprintf("; interrupted after %s, the rest was not checked", humanize.IBytes(uint64(s.Bytes)))
		}
		return out
	},
}

var chinese = words{
	severity: map[validate.Severity]string{validate.Error: "错误", validate.Warning: "警告"},
	problem: (&problemWords{
		missing:    "文件不存在；请检查路径",
		unreadable: "无法打开（%v）；请检查路径和权限",
		readFailed: "在此处读取失败（%v）；其后的内容未检查",
		noJSON:     "目录中没有 .json、.ndjson 或 .jsonl 文件；其他文件请逐个指定",
		empty:      "没有可检查的内容；请写入一个应用（JSON 对象）、应用数组，或每行一个应用",
		tooLarge:   "超过单个 JSON 文档的上限 %s；请改为每行一个应用（NDJSON，大小不限），或调高 --max-document",
		longLine:   "该行有 %s 字节，超过单行上限 %s，未检查；如需检查请调高 --max-line",
		encoding:   "内容是 %[1]s，而 JSON 必须是 UTF-8；请转换：iconv -f %[1]s -t UTF-8",
		compressed: "内容已压缩，仅支持 gzip；请先解压：%s",
	}).sentence,
	ndjson: "内容像是 NDJSON（每行一个应用）；请使用 --input ndjson 检查",
	more: func(hidden, shown int64) string {
		return fmt.Sprintf("……另有 %s 项未显示；使用 --max-errors 0 查看全部", humanize.Comma(hidden))
	},
	elsewhere: func(n int64) string {
		return fmt.Sprintf("……另有 %s 项未列出；使用 --format json 查看全部", humanize.Comma(n))
	},
	alike: func(n int64) string { return fmt.Sprintf("……另有 %s 项同类问题", humanize.Comma(n)) },
	summary: func(s Summary) string {
		out := fmt.Sprintf("%s 个文件中的 %s 个应用：%s 个有效，%s 个无效；%s 个错误，%s 个警告",
			humanize.Comma(s.Files), humanize.Comma(s.Apps),
			humanize.Comma(s.Apps-s.Invalid), humanize.Comma(s.Invalid),
			humanize.Comma(s.Errors), humanize.Comma(s.Warnings))
		if s.Problems > 0 {
			out += fmt.Sprintf("；%s 个问题：有内容未能检查", humanize.Comma(s.Problems))
		}
		if s.Interrupted {
			out += fmt.Sprintf("；在 %s 处中断，其余未检查", humanize.IBytes(uint64(s.Bytes)))
		}
		return out
	},
}

// plural is the number with its English noun.
func plural(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return humanize.Comma(n) + " " + noun + "s"
}
