package faults

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// survivorsPageFaults are of origin [FromPages] too. A second person thought up
// 130 faults, as subtle as possible; these are the ones that no case caught at
// first.
func survivorsPageFaults() []pageRow {
	longRemark := func(when func(d *gateway.Draft, remark string) bool) alter {
		return ignores(validate.Remark, func(d *gateway.Draft) bool {
			s, ok := d.Text(validate.Remark)
			return ok && when(d, s)
		})
	}
	remark := func(f func(string) string) alter {
		return stores(func(a *gateway.App, _ *gateway.Draft) { a.Remark = f(a.Remark) })
	}
	return []pageRow{
		{
			"pages/subtle-name-digit-first-if-longest", "create-app, Table 3, name", "the first character is a letter",
			"A name of 64 characters may begin with a digit.", "create/name/start/longest-*-rejected",
			sees(validate.Name, func(s string) string {
				if len(s) == 64 && '0' <= s[0] && s[0] <= '9' {
					return "a" + s[1:]
				}
				return s
			}),
		},
		{
			"pages/subtle-remark-unchecked-with-secret", "create-app, Table 3, remark", "at most 255 characters",
			"The remark's length is not checked where a secret is sent.", "create/remark/max-length/256-beside-longest-rejected",
			longRemark(func(d *gateway.Draft, _ string) bool { return has(validate.AppSecret)(d) }),
		},
		{
			"pages/subtle-name-newline-with-key", "create-app, Table 3, name", "only letters, digits and underscores",
			"A newline at the end of the name is accepted where an AppKey is sent.", "create/name/charset/newline-at-end-beside-others-rejected",
			ignores(validate.Name, func(d *gateway.Draft) bool {
				s, _ := d.Text(validate.Name)
				return has(validate.AppKey)(d) && strings.HasSuffix(s, "\n")
			}),
		},
		{
			"pages/subtle-name-without-later-letter-refused", "create-app, Table 3, name", "letters, digits and underscores",
			"A name without a letter after its first one is refused: a12.", "create/name/no-letter-after-first-accepted",
			refusesText(validate.Name, func(s string) bool { return !strings.ContainsFunc(s[1:], unicode.IsLetter) }),
		},
		{
			"pages/subtle-secret-unescaped", "create-app, Table 3, app_secret", "the special characters include the percent sign",
			"The secret is unescaped as in a URL before it is checked.", "create/app_secret/url-escapes-accepted",
			sees(validate.AppSecret, func(s string) string { return strings.ReplaceAll(s, "%0A", "\n") }),
		},
		{
			"pages/subtle-secret-is-key-refused", "create-app, Table 3, app_secret", "letters, digits and special characters",
			"A secret that is the AppKey is refused.", "create/app_secret/same-as-app_key-accepted",
			refuses(validate.AppSecret, func(d *gateway.Draft) bool {
				key, sent := d.Text(validate.AppKey)
				secret, _ := d.Text(validate.AppSecret)
				return sent && key == secret
			}),
		},
		{
			"pages/subtle-key-is-name-refused", "create-app, Table 3, app_key", "letters, digits, underscores and hyphens",
			"An AppKey that is the app's name is refused.", "create/app_key/same-as-name-accepted",
			refuses(validate.AppKey, func(d *gateway.Draft) bool {
				key, sent := d.Text(validate.AppKey)
				name, _ := d.Text(validate.Name)
				return sent && key == name
			}),
		},
		{
			"pages/subtle-remark-attack-refused", "create-app, Table 3, remark", "at most 255 characters, any of them",
			"A remark that holds a script, or words of SQL, is refused.", "create/remark/charset/suspicious-accepted",
			refusesText(validate.Remark, func(s string) bool {
				return strings.Contains(s, "<script") || strings.Contains(s, "DROP TABLE") || strings.Contains(s, "' OR '")
			}),
		},
		{
			"pages/subtle-body-of-2-kb-refused", "create-app, Table 3", "255 characters, which may be escaped in JSON",
			"A body of more than 2,048 bytes is refused.", "create/body/long-escapes-accepted",
			bodies(func(text []byte) []byte {
				if len(text) > 2048 {
					return nil
				}
				return text
			}),
		},
		{
			"pages/subtle-remark-crlf-to-lf", "create-app, Table 4, remark", "the remark that was sent",
			"CR LF becomes LF.", "create/remark/charset/lines-accepted", remark(func(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }),
		},
		{
			"pages/subtle-remark-spaces-to-empty", "create-app, Table 4, remark", "the remark that was sent",
			"A remark of spaces becomes empty.", "create/remark/charset/only-spaces-accepted", remark(func(s string) string {
				if strings.TrimSpace(s) == "" {
					return ""
				}
				return s
			}),
		},
		{
			"pages/subtle-remark-unescaped-twice", "create-app, Table 4, remark", "the remark that was sent",
			`A backslash and an n become a newline: C:\new.`, "create/remark/charset/lines-accepted",
			remark(func(s string) string { return strings.ReplaceAll(s, `\n`, "\n") }),
		},
		{
			"pages/subtle-remark-full-width-to-ascii", "create-app, Table 4, remark", "the remark that was sent",
			"Full-width characters become ASCII ones.", "create/remark/charset/lookalikes-accepted",
			remark(func(s string) string { return shifted(s, span(0xff01, 0xff5e), -0xfee0) }),
		},
		{
			"pages/subtle-remark-256-of-three-bytes", "create-app, Table 3, remark", "at most 255 characters",
			"256 characters pass where they take more than 765 bytes.", "create/remark/max-length/256-three-byte-rejected",
			longRemark(func(_ *gateway.Draft, s string) bool { return utf8.RuneCountInString(s) == 256 && len(s) > 765 }),
		},
		{
			"pages/subtle-name-arabic-five-last", "create-app, Table 3, name", "only letters, digits and underscores (by the reading: ASCII)",
			"An Arabic-Indic five is accepted as the last character.", "create/name/charset/last-u+0665-rejected",
			allows(validate.Name, of("\u0665"), last),
		},
		{
			"pages/subtle-name-soft-hyphen", "create-app, Table 3, name", "only letters, digits and underscores",
			"Soft hyphens are passed over.", "create/name/charset/*-u+00ad-rejected",
			sees(validate.Name, func(s string) string { return strings.ReplaceAll(s, "\u00ad", "") }),
		},
		{
			"pages/subtle-token-unchecked-in-exact-search", "query-apps, Table 3, X-Auth-Token", "mandatory; status code 401",
			"The token is not looked at where precise_search is in the query.", "list/auth/*-before-query-each-parameter-*",
			admits(list, 0, func(x *gateway.Exchange) bool { return x.Query().Has("precise_search") }),
		},
		{
			"pages/subtle-offset-after-limit-ignored", "query-apps, Table 2, offset", "where the query starts",
			"offset is ignored where it stands after limit.", "list/offset/whatever-the-order",
			func(b *gateway.Behaviour) {
				after := regexp.MustCompile(`limit=.*offset=`)
				next := b.ParsePage
				b.ParsePage = func(x *gateway.Exchange, v url) (validate.Page, *validate.Answer) {
					p, a := next(x, v)
					if after.MatchString(x.Request.URL.RawQuery) {
						p.Offset = 0
					}
					return p, a
				}
			},
		},
		{
			"pages/subtle-limit-0-with-name-fails", "query-apps, Table 2, limit", "0 or less counts as 20",
			"A limit of 0 or less beside a name is answered 500.", "list/limit/not-positive-becomes-20-with-filter",
			failsQuery(func(p params) *validate.Answer {
				if n, sent := p.int("limit"); sent && n <= 0 && p.Get("name") != "" {
					return &validate.SystemError
				}
				return nil
			}),
		},
		{
			"pages/subtle-exact-search-without-underscores", "query-apps, Table 2, precise_search", "the whole name matches",
			"An exact search passes over underscores at the end.", "list/precise_search/every-character-counts",
			relaxes(precisely, nameOf, func(want, got string) bool { return strings.TrimRight(want, "_") == strings.TrimRight(got, "_") }),
		},
		{
			"pages/subtle-key-compared-as-number", "query-apps, Table 2, app_key", "the AppKey",
			"AppKeys of digits are compared as numbers.", "list/filter/app_key/digits-are-text",
			relaxes(byKey, keyOf, func(want, got string) bool {
				x, err1 := strconv.ParseUint(want, 10, 64)
				y, err2 := strconv.ParseUint(got, 10, 64)
				return err1 == nil && err2 == nil && x == y
			}),
		},
		{
			"pages/subtle-same-body-answered-again", "create-app, Status code 201", "created",
			"A body that was sent a second ago is answered as then, and nothing is created.", "create/body/same-body-twice",
			func(b *gateway.Behaviour) {
				type made struct {
					at    time.Time
					reply *gateway.Reply
				}
				var mu sync.Mutex
				seen := map[string]made{}
				next := b.Create
				b.Create = func(x *gateway.Exchange) *gateway.Reply {
					text, _ := x.Body()
					key := x.Space.Project + "/" + x.Space.Instance + "/" + string(bytes.TrimSpace(text))
					mu.Lock()
					old, again := seen[key]
					mu.Unlock()
					if again && time.Since(old.at) < time.Second {
						return old.reply
					}
					r := next(x)
					if r.Status == 201 {
						mu.Lock()
						seen[key] = made{time.Now(), r}
						mu.Unlock()
					}
					return r
				}
			},
		},
	}
}

// shifted moves the characters of the set by so many code points.
func shifted(s string, chars set, by rune) string {
	return strings.Map(func(r rune) rune {
		if chars(r) {
			return r + by
		}
		return r
	}, s)
}
