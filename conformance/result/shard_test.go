package result

import "testing"

func TestParseShard(t *testing.T) {
	for _, text := range []string{"", "1", "0/2", "3/2", "1/0", "-1/2", "1/2/3", "a/b", "1/2x"} {
		if s, err := ParseShard(text); err == nil {
			t.Errorf("%q is the shard %v", text, s)
		}
	}
	if s, err := ParseShard("2/5"); err != nil || s != (Shard{2, 5}) || s.String() != "2/5" {
		t.Errorf("2/5: %v, %v", s, err)
	}
}
