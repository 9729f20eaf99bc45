// Package workflow writes workflow commands, the lines by which a job of GitHub
// Actions annotates a change.
// See https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
package workflow

import (
	"strconv"
	"strings"

	"github.com/appgauge/appgauge/internal/visible"
)

// Command is a workflow command: "error", "warning" or "notice" with properties.
type Command struct {
	name       string
	properties []string
}

// New is a command without properties.
func New(name string) *Command { return &Command{name: name} }

// Property adds a property.
func (c *Command) Property(name, value string) *Command {
	c.properties = append(c.properties, name+"="+propertyEscapes.Replace(visible.Text(value)))
	return c
}

// Number adds a property that is a number.
func (c *Command) Number(name string, n int64) *Command {
	return c.Property(name, strconv.FormatInt(n, 10))
}

// Line is the command with its message, ended by a newline.
func (c *Command) Line(message string) string {
	out := "::" + c.name
	if len(c.properties) > 0 {
		out += " " + strings.Join(c.properties, ",")
	}
	return out + "::" + Escape(message) + "\n"
}

// Escape is text as it may stand in a message, and alone on a line.
func Escape(text string) string { return dataEscapes.Replace(visible.Text(text)) }

var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
