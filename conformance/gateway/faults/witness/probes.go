package witness

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// Probes are the requests that gateways are compared by.
func Probes() []Probe {
	const good = gateway.DemoToken
	named := func(name string) string { b, _ := json.Marshal(map[string]string{"name": name}); return string(b) }
	with := func(member, value string) string {
		b, _ := json.Marshal(map[string]string{"name": "app_demo", member: value})
		return string(b)
	}
	rep := strings.Repeat
	return []Probe{
		{"name length", func(c *Client) {
			for _, n := range []int{0, 1, 2, 3, 31, 33, 63, 64, 65, 66, 200} {
				c.create(named(rep("a", n)))
			}
			c.create(named(rep("a", 63) + "!"))
			c.create(named(rep("a", 64) + "!"))
		}},
		{"name characters", func(c *Client) {
			everyCharacter(func(ch string) {
				c.create(named(ch + "pp"))
				c.create(named("a" + ch + "p"))
				c.create(named("ap" + ch))
			})
			for _, name := range []string{"ab__c", "null", "true", "APP", " abc", "abc ", "a\u0430bc", "abc\x00!"} {
				c.create(named(name))
			}
		}},
		{"remark", func(c *Client) {
			for _, unit := range []string{"a", "é", "\U0001F600", "e\u0301", " "} {
				for _, n := range []int{1, 50, 100, 127, 128, 129, 201, 254, 255, 256, 300} {
					c.create(with("remark", rep("x", n%len([]rune(unit)))+rep(unit, n/len([]rune(unit)))))
				}
			}
			c.create(with("remark", rep("a", 255)+"  "))
			c.create(with("remark", rep("a", 255)+"\U0001F600"))
			c.create(with("remark", ""))
			everyCharacter(func(ch string) { c.create(with("remark", ch+"b"+ch)) })
			c.list("?limit=500")
		}},
		{"key", func(c *Client) { credential(c, "app_key", with) }},
		{"secret", func(c *Client) { credential(c, "app_secret", with) }},
		{"types", func(c *Client) {
			for _, value := range []string{"null", "1", "12345678", "-1.5", "true", "false", "{}", "[]", `["app_array"]`, `["a","b"]`, `{"a":"b"}`, `""`} {
				c.create(`{"name":` + value + `}`)
				for _, member := range []string{"remark", "app_key", "app_secret"} {
					c.create(`{"name":"app_demo","` + member + `":` + value + `}`)
				}
			}
			c.list("?limit=500")
		}},
		{"bodies", func(c *Client) {
			for _, body := range []string{
				``, ` `, `{`, `{"name":"app_demo"`, `{"name":"app_demo`, `{"name":"app_demo",}`, `{"name":"app_demo"} x`,
				`[]`, `[{"name":"app_demo"}]`, `"app_demo"`, `null`, `42`, `{}`, `{"Name":"app_demo"}`, `{"remark":"x"}`,
				`{"name":"\u0061pp_demo"}`, `{ "name" : "app_demo" }`, `{"remark":"r","name":"app_demo"}`,
				`{"name":"app_demo","name":"app_demo"}`, `{"name":"app_demo","tags":1}`, `name=app_demo`,
				`{"name":"app_demo","remark":"a \"quote\" and a \\"}`,
				`{"name":"app_demo","remark":"r","app_key":"12345678","app_secret":"12345678"}`,
				`{"name":"app_demo","remark":"r","app_key":"-","app_secret":"-"}`,
				`{"name":"app_demo","app_key":"12345678","app_secret":"-"}`,
				`{"name":"-","remark":"r","app_key":"-","app_secret":"-"}`,
				`{"name":"app_demo","remark":"` + rep("é", 255) + `","app_key":"12345678"}`,
				`{"name":"app_demo","app_secret":"abcdefgh","remark":"r"}`,
			} {
				c.create(body)
			}
			c.list("?limit=500")
		}},
		{"tokens", func(c *Client) {
			c.fill(3)
			bodies := []string{`{"name":"app_token"}`, `{`, `{"name":"app_token","remark":"` + rep("r", 600) + `"}`}
			for _, token := range []string{"-", "", "x", "wrong-token-of-some-length", good + "x", good[:5], strings.ToUpper(good), "xxxx-xxxxx", gateway.DemoForbidden} {
				for _, body := range bodies {
					c.ask("POST", home, body, token)
				}
				for _, query := range []string{"", "?name=app", "?limit=x", "?X-Auth-Token=x", "?offset=-1"} {
					c.ask("GET", home+query, "", token)
				}
			}
			c.list("")
		}},
		{"signatures", signatures},
		{"generated", func(c *Client) {
			for range 20 {
				c.create(named("app_same"))
			}
			c.create(named("app_other"))
			c.list("?limit=100")
		}},
		{"listing", func(c *Client) {
			c.list("")
			c.fill(1)
			c.list("")
			c.fill(24)
			for range 3 {
				c.list("?limit=7")
			}
			for _, page := range []string{
				"", "?limit=1", "?limit=2", "?limit=3", "?limit=5&offset=3", "?limit=10&offset=5", "?offset=5", "?limit=2&offset=4",
				"?limit=0", "?limit=-1", "?limit=-5", "?limit=-2147483649", "?limit=-9223372036854775808", "?limit=24", "?limit=25",
				"?limit=2147483648", "?limit=9223372036854775807", "?limit=256", "?limit=257",
				"?limit=ten", "?offset=ten", "?status=ten", "?limit=1.5",
				"?offset=-1", "?offset=-2&limit=3", "?offset=-2147483649", "?offset=-9223372036854775808",
				"?offset=24", "?offset=25", "?offset=26", "?offset=2147483648", "?offset=4294967296", "?offset=9223372036854775807&limit=3",
				"?name=app&offset=2&limit=2", "?status=1&offset=2&limit=2", "?name=app_01", "?name=app_01&limit=2", "?name=app_01&offset=3",
				"?name=app_024&limit=3", "?name=app", "?status=1", "?status=0", "?status=2", "?creator=USER", "?creator=MARKET",
			} {
				c.list(page)
			}
		}},
		{"five hundred", func(c *Client) {
			c.fill(510)
			for _, query := range []string{"", "?limit=500", "?limit=501", "?limit=499", "?limit=1000", "?limit=505", "?limit=2147483648", "?limit=0", "?limit=-1", "?limit=256&offset=300"} {
				c.list(query)
			}
		}},
		{"filters", func(c *Client) {
			var apps []map[string]any
			for _, body := range []string{
				`{"name":"app_1","remark":"app_10"}`, `{"name":"app_10"}`, `{"name":"xapp_1"}`, `{"name":"APP_1"}`, `{"name":"appX1"}`, `{"name":"app_1"}`,
				`{"name":"by_key","app_key":"abcd_efgh"}`, `{"name":"by_key","app_key":"abcd-efgh"}`, `{"name":"by_key","app_key":"ABCD_EFGH"}`,
				`{"name":"by_key","app_key":"abcdXefgh"}`, `{"name":"by_key","app_key":"abcd_efgh1"}`, `{"name":"by_key","app_key":"abcdefgh"}`,
				`{"name":"long_` + rep("a", 59) + `","app_key":"` + rep("k", 65) + `a"}`, `{"name":"long_` + rep("a", 58) + `b","app_key":"` + rep("k", 65) + `b"}`,
				`{"name":"by_key","app_key":"key_app_10"}`,
			} {
				apps = append(apps, c.created(home, body))
			}
			fmt1 := func(v any) string { return fmt.Sprint(v) }
			id0, key1, key6 := fmt1(apps[0]["id"]), fmt1(apps[1]["app_key"]), "abcd_efgh"
			c.created(home, `{"name":"id_as_key","app_key":"`+id0+`"}`)
			c.created(home, `{"name":"a`+id0[min(1, len(id0)):]+`"}`)
			for _, q := range []string{
				"id=" + id0, "id=" + id0[:min(4, len(id0))], "id=nothing", "id=" + key6, "id=abcd",
				"name=app_1", "name=app_10", "name=app", "name=a", "name=nothing", "name=%25", "name=*", "name=long_" + rep("a", 59), "name=long_" + rep("a", 58), "name=app_10&limit=1",
				"name=app_1&precise_search=name", "precise_search=name&name=app_1", "name=app_1&precise_search=name&limit=10", "name=app_1&precise_search=name&status=1",
				"name=app&precise_search=name", "name=long_" + rep("a", 59) + "&precise_search=name", "precise_search=name",
				"app_key=" + key6, "app_key=" + key1, "app_key=abcd", "app_key=abcd-efgh", "app_key=nothing1", "app_key=" + rep("k", 65) + "a", "app_key=" + id0, "app_key=abcd_efgh&limit=5",
				"name=app_1&app_key=" + key6, "name=by_key&app_key=" + key6, "name=app_1&status=0", "name=app_1&status=1&app_key=" + key6, "app_key=" + key6 + "&status=1&creator=USER",
				"id=" + id0 + "&name=app_10", "id=" + id0 + "&status=0", "id=" + id0 + "&status=1", "id=" + id0 + "&creator=MARKET", "id=" + id0 + "&app_key=" + key6,
				"creator=USER&name=app_1", "creator=USER&app_key=" + key6, "creator=USER&status=1", "app_key=" + key6 + "&name=app_1", "status=1&app_key=" + key6, "status=1&name=app_10",
				"status=0&creator=MARKET", "name=nothing&status=1", "name=app_1&precise_search=name&app_key=" + key6,
				"id=" + id0 + "&name=app_1&status=1&app_key=nothing2", "name=app_1&offset=1", "name=nothing&id=" + id0 + "&app_key=" + key6,
			} {
				c.list("?" + q)
			}
		}},
		{"filters beyond the first page", func(c *Client) {
			c.fill(30)
			late := c.created(home, `{"name":"late_app","app_key":"late_key1"}`)
			c.list("?name=late")
			c.list("?app_key=late_key1")
			c.list("?id=" + fmt.Sprint(late["id"]))
			c.list("?name=app_0&offset=20&limit=4")
		}},
		{"isolation", func(c *Client) {
			spaces := []string{home, "/v2/project-one/apigw/instances/instance-two/apps", "/v2/project-two/apigw/instances/instance-one/apps", "/v2/project-on/apigw/instances/einstance-one/apps"}
			var ids []string
			for i, target := range spaces {
				app := c.created(target, fmt.Sprintf(`{"name":"app_of_%d","app_key":"key_of_%d"}`, i, i))
				ids = append(ids, fmt.Sprint(app["id"]))
			}
			for _, target := range spaces {
				for _, query := range []string{"", "?id=" + ids[0], "?app_key=key_of_0", "?name=app_of", "?limit=1"} {
					c.ask("GET", target+query, "", good)
				}
			}
		}},
		{"written and read", func(c *Client) {
			for i := range 4 {
				c.list("")
				c.list("?limit=500")
				body := fmt.Sprintf(`{"name":"app_%d","remark":" <b> &  line\n\t\"e\u0301\" \ud83d\ude00 "}`, i%2)
				if i == 2 {
					body = `{"name":"App_9","app_key":"ABC-def_ghi"}`
				}
				app := c.created(home, body)
				c.list("")
				c.list("?name=app")
				c.list("?id=" + fmt.Sprint(app["id"]))
			}
			c.create(named(rep("n", 40) + "1"))
			c.create(named(rep("n", 40) + "2"))
			c.create(named("ABC"))
			c.create(named("abc"))
			c.create(with("app_key", "same_key"))
			c.create(with("app_key", "same_key"))
			c.create(with("remark", "same remark"))
			c.create(`{"name":"app_else","remark":"same remark"}`)
			c.list("?limit=500")
			c.fill(120)
			c.list("?limit=500")
		}},
		{"odd but valid, and odd and invalid", func(c *Client) {
			c.create(named("1" + rep("a", 63)))
			c.create(`{"name":"app_demo","remark":"` + rep("a", 256) + `","app_secret":"aaaaaaaa"}`)
			c.create(`{"name":"app\n","app_key":"aaaaaaaa"}`)
			c.create(named("a12"))
			c.create(named("ap\u0665"))
			c.create(named("ap\u00adp"))
			c.create(with("app_secret", "abc%0Aabcd"))
			c.create(`{"name":"same_value","app_key":"same_value","app_secret":"same_value"}`)
			c.create(with("remark", "<script>alert(1)</script>"))
			c.create(with("remark", "a\r\nb"))
			c.create(with("remark", `C:\new`))
			c.create(`{"name":"app_demo","remark":"` + rep(`\ud83d\ude00`, 255) + `"}`)
			c.create(named("app_"))
			c.create(with("app_key", "0012345678"))
			for _, query := range []string{"?limit=500", "?name=app&limit=0", "?name=app&precise_search=name", "?name=app_demo_&precise_search=name", "?app_key=12345678", "?app_key=012345678"} {
				c.list(query)
			}
			c.ask("GET", home+"?name=app&precise_search=name", "", "wrong")
		}},
		{"creates together", func(c *Client) {
			c.together(8, func(i int) (int, string) {
				return c.Do("POST", home, fmt.Sprintf(`{"name":"app_%c"}`, 'a'+i), good)
			})
			status, answer := c.Do("GET", home, "", good)
			c.note("%d apps of 8, %d %.40s", strings.Count(answer, `"name"`), status, answer)
		}},
		{"good and bad creates together", func(c *Client) {
			c.together(8, func(i int) (int, string) { return c.Do("POST", home, named([]string{"app_demo", "!"}[i%2]), good) })
		}},
		{"lists together", func(c *Client) {
			c.fill(10)
			c.together(8, func(i int) (int, string) { return c.Do("GET", fmt.Sprintf("%s?name=app_%03d", home, i), "", good) })
		}},
	}
}

// everyCharacter calls f with each ASCII character and some others.
func everyCharacter(f func(string)) {
	for r := rune(0); r < 0x80; r++ {
		f(string(r))
	}
	for _, s := range []string{"é", "\u0161", "\u0430", "\u0661", "\uff11", "\uff41", "漢", "\u212a", "\u017f", "\U0001F600", "\u0301"} {
		f(s)
	}
}

// credential probes app_key and app_secret, which have like rules.
func credential(c *Client, member string, with func(member, value string) string) {
	for _, n := range []int{0, 1, 7, 8, 9, 64, 65, 72, 73, 127, 128, 129, 130, 199, 200, 201, 202, 264} {
		c.create(with(member, strings.Repeat("a", n)))
	}
	everyCharacter(func(ch string) {
		c.create(with(member, ch+"bcdefgh"))
		c.create(with(member, "abcd"+ch+"fgh"))
		c.create(with(member, "abcdefg"+ch))
	})
	for _, value := range []string{" abcdefgh", "12345678", "ABCDEFGH", "abc*****ab8", "A1_aaaaaaaaa"} {
		c.create(with(member, value))
	}
	c.create(`{"name":"app_demo","app_key":"aaaaaaaa","app_secret":"` + strings.Repeat("a", 200) + `"}`)
}
