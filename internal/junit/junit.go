// Package junit writes test results as the XML that CI systems read. There is no
// standard for it: what is written here is what Apache Ant's schema (JUnit.xsd by Windy Road),
// that of the Jenkins plugin xUnit (junit-10.xsd), the plugin JUnit of Jenkins, and GitLab
// have in common.
//
//   - The element testsuites has no attributes: Ant's schema has none for it.
//   - A suite has all of Ant's attributes, and the elements properties, system-out and
//     system-err, though they be empty.
//   - A test has at most one outcome, whose text is never empty: GitLab shows nothing else
//     of it. The reason why a test was skipped is text as well, which both plugins of
//     Jenkins read.
package junit

import (
	"cmp"
	"encoding/xml"
	"io"
	"strconv"
	"strings"
	"time"
)

// Suite is a group of tests.
type Suite struct {
	// Name must not be empty. Package and Host are where the suite belongs and what was
	// tested; empty are Name and "localhost".
	Name, Package, Host string
	Started             time.Time
	Properties          []Property
	Tests               []Test
	// Out is what else is to be said, in lines.
	Out string
}

// Property is something about a suite.
type Property struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
}

// Test is one test. Name and Class together identify it from run to run; dots divide
// Class, which is what some readers make a tree of.
type Test struct {
	Name, Class string
	Seconds     float64
	Outcome     Outcome
	// Message is the outcome in a line, Text in several. Type is a word.
	Message, Type, Text string
}

// Outcome is how a test ended.
type Outcome uint8

// The outcomes. An error is no answer to the question whether the test fails.
const (
	Passed Outcome = iota
	Failed
	Errored
	Skipped
)

// Write writes the suites.
func Write(w io.Writer, suites []Suite) error {
	out := xmlSuites{Suites: []xmlSuite{}}
	for i := range suites {
		out.Suites = append(out.Suites, newSuite(&suites[i], i))
	}
	text, err := xml.MarshalIndent(out, "", " ")
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, xml.Header+string(text)+"\n")
	return err
}

type xmlSuites struct {
	XMLName xml.Name   `xml:"testsuites"`
	Suites  []xmlSuite `xml:"testsuite"`
}

type xmlSuite struct {
	Name       string     `xml:"name,attr"`
	Package    string     `xml:"package,attr"`
	ID         int        `xml:"id,attr"`
	Hostname   string     `xml:"hostname,attr"`
	Timestamp  string     `xml:"timestamp,attr"`
	Tests      int        `xml:"tests,attr"`
	Failures   int        `xml:"failures,attr"`
	Errors     int        `xml:"errors,attr"`
	Skipped    int        `xml:"skipped,attr,omitempty"`
	Time       string     `xml:"time,attr"`
	Properties []Property `xml:"properties>property"`
	Cases      []xmlCase  `xml:"testcase"`
	Out        string     `xml:"system-out"`
	Err        string     `xml:"system-err"`
}

type xmlCase struct {
	Name      string     `xml:"name,attr"`
	Classname string     `xml:"classname,attr"`
	Time      string     `xml:"time,attr"`
	Failure   *xmlResult `xml:"failure"`
	Error     *xmlResult `xml:"error"`
	Skipped   *xmlText   `xml:"skipped"`
}

type xmlResult struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

type xmlText struct {
	Text string `xml:",chardata"`
}

func newSuite(s *Suite, id int) xmlSuite {
	out := xmlSuite{
		Name: s.Name, Package: cmp.Or(s.Package, s.Name), ID: id, Hostname: cmp.Or(s.Host, "localhost"),
		// Ant's schema has no time zone.
		Timestamp: s.Started.UTC().Format("2006-01-02T15:04:05"),
		Tests:     len(s.Tests), Properties: s.Properties, Out: s.Out,
	}
	total := 0.0
	for i := range s.Tests {
		t := &s.Tests[i]
		c := xmlCase{Name: t.Name, Classname: t.Class, Time: seconds(t.Seconds)}
		total += t.Seconds
		why := &xmlResult{Message: t.Message, Type: t.Type, Text: cmp.Or(t.Text, t.Message, t.Type)}
		switch t.Outcome {
		case Failed:
			out.Failures++
			c.Failure = why
		case Errored:
			out.Errors++
			c.Error = why
		case Skipped:
			out.Skipped++
			text := t.Message
			if t.Text != "" {
				text = strings.TrimPrefix(text+"\n", "\n") + t.Text
			}
			c.Skipped = &xmlText{text}
		}
		out.Cases = append(out.Cases, c)
	}
	out.Time = seconds(total)
	return out
}

// seconds is a duration with milliseconds; both schemas refuse exponents.
func seconds(s float64) string { return strconv.FormatFloat(max(s, 0), 'f', 3, 64) }

// Class joins the parts of a class by dots. Dots in a part are none of them.
func Class(parts ...string) string {
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(strings.TrimSpace(p), ".", "_")
	}
	return strings.Join(parts, ".")
}
