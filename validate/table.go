package validate

// The sets of code points the pages name. Letters and digits are ASCII.
var (
	letters = Charset{{'A', 'Z'}, {'a', 'z'}}
	digits  = Charset{{'0', '9'}}
	han     = Charset{{'\u4e00', '\u9fa5'}}
)

// The fields as the current pages have them, in table order.
var (
	name = Field{
		Name: "name", Required: true, Min: 3, Max: 64,
		First: letters,
		Chars: union(letters, digits, chars("_")),
		Doc:   Reference{Page: "create-app", Table: 3, Row: "name"},
	}
	remark = Field{
		Name: "remark", Max: 255,
		Doc: Reference{Page: "create-app", Table: 3, Row: "remark"},
	}
	appKey = Field{
		Name: "app_key", Min: 8, Max: 200,
		First: union(letters, digits),
		Chars: union(letters, digits, chars("-_")),
		Doc:   Reference{Page: "create-app", Table: 3, Row: "app_key"},
	}
	appSecret = Field{
		Name: "app_secret", Min: 8, Max: 128,
		First:  union(letters, digits),
		Chars:  union(letters, digits, chars("_-!@#$%")),
		Secret: true,
		Doc:    Reference{Page: "create-app", Table: 3, Row: "app_secret"},
	}
)

var page = PageRules{
	DefaultLimit: 20,
	MaxLimit:     500,
	OffsetDoc:    Reference{Page: "query-apps", Table: 2, Row: "offset"},
	LimitDoc:     Reference{Page: "query-apps", Table: 2, Row: "limit"},
}

// table lists every edition, the default first.
var table = []Edition{
	{
		ID:     "2023-11",
		About:  "the current pages",
		Fields: Fields{name, remark, appKey, appSecret},
		Page:   page,
	},
	{
		ID:     "2023-04",
		About:  "an older page, still served in some regions: AppKey and AppSecret of at most 64 characters",
		Fields: Fields{name, remark, appKey.withMax(64), appSecret.withMax(64)},
		Page:   page,
	},
	{
		ID:     "2025-12-zh",
		About:  "the name may also hold, and start with, Chinese characters",
		Fields: Fields{name.with(han), remark, appKey, appSecret},
		Page:   page,
	},
}
