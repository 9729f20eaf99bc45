package result

import "fmt"

// Verdict is what one case found.
type Verdict uint8

// The verdicts.
const (
	// Pass: the gateway was seen to keep to the clauses.
	Pass Verdict = iota
	// Warn: it was seen to break a should clause, and no must clause.
	Warn
	// Unverified: nothing was refuted, but nothing shown either, because a
	// control twin failed or something needed was missing.
	Unverified
	// Errored: no answer came that could be judged.
	Errored
	// Fail: it was seen to break a must clause.
	Fail
)

var verdictNames = [...]string{"pass", "warn", "unverified", "error", "fail"}

// Verdicts lists the verdicts, the mildest first.
func Verdicts() []Verdict { return []Verdict{Pass, Warn, Unverified, Errored, Fail} }

// String is "pass", "warn", "unverified", "error" or "fail".
func (v Verdict) String() string {
	if int(v) < len(verdictNames) {
		return verdictNames[v]
	}
	return fmt.Sprintf("verdict %d", uint8(v))
}

// MarshalText writes the verdict by its name.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads a verdict by its name.
func (v *Verdict) UnmarshalText(text []byte) error {
	for i, name := range verdictNames {
		if name == string(text) {
			*v = Verdict(i)
			return nil
		}
	}
	return fmt.Errorf("unknown verdict %q", text)
}

// Conclusion is what a whole run found.
type Conclusion uint8

// The conclusions.
const (
	// Conformant: every selected must case was run and none failed.
	Conformant Conclusion = iota
	// Partial: none failed, but some must clause stayed unverified, or there
	// was no case to run.
	Partial
	// Nonconformant: a must case failed that was not known to fail, or a known
	// failure did not.
	Nonconformant
	// Aborted: the gateway could not be reached, or the run could not finish.
	Aborted
)

var conclusionNames = [...]string{"conformant", "partial", "nonconformant", "aborted"}

// String is "conformant", "partial", "nonconformant" or "aborted".
func (c Conclusion) String() string {
	if int(c) < len(conclusionNames) {
		return conclusionNames[c]
	}
	return fmt.Sprintf("conclusion %d", uint8(c))
}

// MarshalText writes the conclusion by its name.
func (c Conclusion) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads a conclusion by its name.
func (c *Conclusion) UnmarshalText(text []byte) error {
	for i, name := range conclusionNames {
		if name == string(text) {
			*c = Conclusion(i)
			return nil
		}
	}
	return fmt.Errorf("unknown conclusion %q", text)
}
