package validate

// App is a create request, decoded: a [Value] for each field.
//
//	app := validate.App{validate.Name: validate.Text("app_demo")}
type App [NumFields]Value

// Value is what a member of a create request holds, as far as the rules look
// at it. The zero Value is an absent member.
type Value struct {
	Kind Kind
	// Text is the decoded string where Kind is [String].
	Text string
}

// Text is a string value.
func Text(s string) Value { return Value{Kind: String, Text: s} }

// Kind is the JSON type of a value, or its absence.
type Kind uint8

// The kinds; Absent is the zero Kind.
const (
	Absent Kind = iota
	Null
	Bool
	Number
	String
	Array
	Object
)

// String is the kind's JSON name, "absent" for [Absent].
func (k Kind) String() string {
	names := [...]string{"absent", "null", "boolean", "number", "string", "array", "object"}
	if int(k) < len(names) {
		return names[k]
	}
	return "kind " + itoa(int(k))
}
