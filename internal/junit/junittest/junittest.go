// Package junittest reads the XML of package junit as strictly as its strictest
// readers do.
package junittest

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Suite is a suite as it was read.
type Suite struct {
	Name, Package string
	Properties    map[string]string
	Tests         []Test
	Out           string
}

// Test is a test as it was read. Outcome is "", "failure", "error" or "skipped".
type Test struct {
	Name, Class, Outcome, Message, Type, Text string
}

// element is what the schemas agree that an element may be: JUnit.xsd of Windy Road for
// Ant as of April 2022, junit-10.xsd of the Jenkins plugin xUnit, and the older
// one of the plugin JUnit, in which a skipped test has no attributes.
type element struct {
	required, optional []string
	// children in their order; "*" is any number, "?" one or none.
	children []string
	text     bool
}

func grammar() map[string]element {
	outcome := element{required: []string{"message", "type"}, text: true}
	return map[string]element{
		"testsuites": {children: []string{"testsuite*"}},
		"testsuite": {
			required: []string{"name", "package", "id", "hostname", "timestamp", "tests", "failures", "errors", "time"},
			optional: []string{"skipped"},
			children: []string{"properties", "testcase*", "system-out", "system-err"},
		},
		"properties": {children: []string{"property", "property*"}},
		"property":   {required: []string{"name", "value"}},
		"testcase":   {required: []string{"name", "classname", "time"}, children: []string{"skipped?", "error?", "failure?"}},
		"failure":    outcome,
		"error":      outcome,
		"skipped":    {text: true},
		"system-out": {text: true},
		"system-err": {text: true},
	}
}

// values are the forms of the attributes that may not be any text.
var values = map[string]*regexp.Regexp{
	"name":      regexp.MustCompile(`\S`),
	"hostname":  regexp.MustCompile(`\S`),
	"timestamp": regexp.MustCompile(`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$`), // without a zone
	"time":      regexp.MustCompile(`^\d+\.\d{3}$`),
	"tests":     regexp.MustCompile(`^\d+$`),
	"failures":  regexp.MustCompile(`^\d+$`),
	"errors":    regexp.MustCompile(`^\d+$`),
	"skipped":   regexp.MustCompile(`^[1-9]\d*$`),
	"id":        regexp.MustCompile(`^\d+$`),
}

// node is an element of the document.
type node struct {
	name     string
	attrs    map[string]string
	children []*node
	text     string
}

// Read returns the suites in a text. It is an error if one of the schemas refuses the
// text, if the counts are wrong, or if GitLab would show an outcome without a word.
func Read(text []byte) ([]Suite, error) {
	root, err := parse(text)
	if err != nil {
		return nil, err
	}
	if root.name != "testsuites" {
		return nil, fmt.Errorf("the root is %s", root.name)
	}
	if err := root.check(grammar()); err != nil {
		return nil, err
	}
	var out []Suite
	for i, n := range root.children {
		s, err := n.suite(i)
		if err != nil {
			return nil, fmt.Errorf("suite %d: %w", i, err)
		}
		out = append(out, s)
	}
	return out, nil
}

func parse(text []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(text))
	top := &node{}
	open := []*node{top}
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		last := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{name: token.Name.Local, attrs: map[string]string{}}
			for _, a := range token.Attr {
				n.attrs[a.Name.Local] = a.Value
			}
			last.children = append(last.children, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			last.text += string(token)
		}
	}
	if len(top.children) != 1 {
		return nil, fmt.Errorf("%d roots", len(top.children))
	}
	return top.children[0], nil
}

func (n *node) check(g map[string]element) error {
	e, ok := g[n.name]
	if !ok {
		return fmt.Errorf("an element %s", n.name)
	}
	for _, a := range e.required {
		if _, ok := n.attrs[a]; !ok {
			return fmt.Errorf("%s has no attribute %s", n.name, a)
		}
	}
	for a, value := range n.attrs {
		if !slices.Contains(e.required, a) && !slices.Contains(e.optional, a) {
			return fmt.Errorf("%s has an attribute %s", n.name, a)
		}
		if form := values[a]; form != nil && n.name != "property" && !form.MatchString(value) {
			return fmt.Errorf("%s has %s=%q", n.name, a, value)
		}
	}
	if !e.text && strings.TrimSpace(n.text) != "" {
		return fmt.Errorf("%s has the text %q", n.name, n.text)
	}
	rest := n.children
	for _, child := range e.children {
		name := strings.TrimRight(child, "*?")
		count := 0
		for len(rest) > 0 && rest[0].name == name && (count == 0 || strings.HasSuffix(child, "*")) {
			rest = rest[1:]
			count++
		}
		if count == 0 && name == child {
			return fmt.Errorf("%s has no %s where it must have one", n.name, name)
		}
	}
	if len(rest) > 0 {
		return fmt.Errorf("%s has the child %s where it may not", n.name, rest[0].name)
	}
	for _, c := range n.children {
		if err := c.check(g); err != nil {
			return fmt.Errorf("%s %q: %w", n.name, n.attrs["name"], err)
		}
	}
	return nil
}

func (n *node) suite(id int) (Suite, error) {
	s := Suite{Name: n.attrs["name"], Package: n.attrs["package"], Properties: map[string]string{}}
	counts := map[string]int{}
	for _, c := range n.children {
		switch c.name {
		case "properties":
			for _, p := range c.children {
				s.Properties[p.attrs["name"]] = p.attrs["value"]
			}
		case "system-out":
			s.Out = c.text
		case "testcase":
			t := Test{Name: c.attrs["name"], Class: c.attrs["classname"]}
			if len(c.children) > 1 {
				return s, fmt.Errorf("%s has %d outcomes", t.Name, len(c.children))
			}
			for _, o := range c.children {
				t.Outcome, t.Message, t.Type, t.Text = o.name, o.attrs["message"], o.attrs["type"], o.text
				if strings.TrimSpace(o.text) == "" {
					return s, fmt.Errorf("the %s of %s has no text, so that GitLab shows nothing of it", o.name, t.Name)
				}
				counts[o.name]++
			}
			s.Tests = append(s.Tests, t)
		}
	}
	for attr, want := range map[string]int{"id": id, "tests": len(s.Tests), "failures": counts["failure"], "errors": counts["error"], "skipped": counts["skipped"]} {
		if got, _ := strconv.Atoi(n.attrs[attr]); got != want {
			return s, fmt.Errorf("%s=%q, not %d", attr, n.attrs[attr], want)
		}
	}
	return s, nil
}
