package validate

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCharset(t *testing.T) {
	tests := []struct {
		name         string
		set          Charset
		want         Charset
		english, zh  string
		holds, lacks string
	}{
		{
			name: "a name's", set: union(letters, digits, chars("_")),
			want:    Charset{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}},
			english: "letters, digits and _", zh: "英文字母、数字和_",
			holds: "09AZaz_", lacks: "/:@[^`{é漢\x00\n",
		},
		{
			name: "a secret's", set: union(letters, digits, chars("_-!@#$%")),
			want:    Charset{{'!', '!'}, {'#', '%'}, {'-', '-'}, {'0', '9'}, {'@', 'Z'}, {'_', '_'}, {'a', 'z'}},
			english: "letters, digits, !, #, $, %, -, @ and _", zh: "英文字母、数字、!、#、$、%、-、@和_",
			holds: "!#$%-09@AZ_az", lacks: "\" &',./:?[^`{~é漢",
		},
		{
			name: "with Han", set: union(letters, han),
			want:    Charset{{'A', 'Z'}, {'a', 'z'}, {'一', '龥'}},
			english: "letters and Chinese characters", zh: "英文字母和中文字符",
			holds: "Az一龥", lacks: "0\u4dff\u9fa6",
		},
		{
			name: "overlapping and touching ranges", set: union(Charset{{'c', 'e'}}, Charset{{'a', 'a'}}, Charset{{'b', 'd'}}),
			want:    Charset{{'a', 'e'}},
			english: "a, b, c, d and e", zh: "a、b、c、d和e",
			holds: "abcde", lacks: "`f",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, tt.set); diff != "" {
				t.Errorf("ranges (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff([]string{tt.english, tt.zh}, []string{tt.set.describe(&english.any), tt.set.describe(&chinese.any)}); diff != "" {
				t.Errorf("in words (-want +got):\n%s", diff)
			}
			for _, r := range tt.holds {
				if !tt.set.Contains(r) {
					t.Errorf("lacks %q", r)
				}
			}
			for _, r := range tt.lacks {
				if tt.set.Contains(r) {
					t.Errorf("holds %q", r)
				}
			}
		})
	}
	if !Charset(nil).Contains('\x00') {
		t.Error("the nil set lacks a character")
	}
}
