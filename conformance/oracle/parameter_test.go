package oracle

import "testing"

func TestNamesParameter(t *testing.T) {
	for _, c := range []struct {
		message, name string
		want          bool
	}{
		{"Invalid parameter value,parameterName:name. Please refer to the support documentation", "name", true},
		{"parameterName:name", "name", true},
		{"parameterName: name!", "name", true},
		{"parameterName:names", "name", false},
		{"parameterName:app_key", "app", false},
		{"parameterName:remark,parameterName:name", "name", true},
		{"the name is wrong", "name", true},
		{"参数 app_key 的值无效", "app_key", true},
		{"the names are wrong", "name", false},
		{"the name is wrong, parameterName:remark", "name", false},
		{"", "name", false},
	} {
		if got := NamesParameter(c.message, c.name); got != c.want {
			t.Errorf("%q names %s: %t", c.message, c.name, got)
		}
	}
}
