package launch

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
)

// indexVariable is where Kubernetes tells a pod of an Indexed Job which one it
// is, from 0.
const indexVariable = "JOB_COMPLETION_INDEX"

// shard reads --shard: "2/5", or "auto/5" for the part that the environment
// names; "" is all.
func shard(text string, env func(string) (string, bool)) (result.Shard, error) {
	count, auto := strings.CutPrefix(text, "auto/")
	switch {
	case text == "":
		return result.Shard{}, nil
	case !auto:
		return result.ParseShard(text)
	}
	value, _ := env(indexVariable)
	index, err := strconv.Atoi(value)
	if err != nil {
		return result.Shard{}, fmt.Errorf("--shard %s takes the part from %s, counted from 0, which is %q", text, indexVariable, value)
	}
	return result.ParseShard(fmt.Sprintf("%d/%s", index+1, count))
}
