package validate

// FieldID is a field's place in table order; it indexes [Fields] and [App].
type FieldID uint8

// The fields of a create request, in table order.
const (
	Name FieldID = iota
	Remark
	AppKey
	AppSecret
	NumFields = iota
)

// Fields holds the rules of each field, in table order.
type Fields [NumFields]Field

// Field is the rule set of one member of the create request.
type Field struct {
	// Name is the JSON member name.
	Name string
	// Required says that the member must be present.
	Required bool
	// Secret says that the value should not be printed.
	Secret bool
	// Min and Max bound the length, inclusive, in Unicode code points.
	Min, Max int
	// First is the set the first code point must be in; nil allows any.
	First Charset
	// Chars is the set every code point must be in; nil allows any.
	Chars Charset
	// Doc is where the member is documented.
	Doc Reference

	// class has a bit for each set a byte, taken as an ASCII character, is in.
	// Bytes of multibyte characters are in none.
	class [256]uint8
}

const (
	inChars uint8 = 1 << iota
	inFirst
	inPlain // in Chars, and itself in a JSON string
)

// Reference is a place in the documentation: a page, the number of a table on
// it, and the table's row.
type Reference struct {
	Page  string
	Table int
	Row   string
}

// String is the reference as it is cited: "create-app, Table 3, name".
func (r Reference) String() string {
	return r.Page + ", Table " + itoa(r.Table) + ", " + r.Row
}

func (f Field) withMax(n int) Field {
	f.Max = n
	return f
}

// with is the field with more allowed in every position.
func (f Field) with(more Charset) Field {
	f.First = union(f.First, more)
	f.Chars = union(f.Chars, more)
	return f
}

// compile derives what the checks read from what the table says.
func (f *Field) compile() {
	for b := range rune(0x80) {
		f.class[b] = 0
		if f.Chars.Contains(b) {
			f.class[b] |= inChars
			if b >= ' ' && b != '"' && b != '\\' {
				f.class[b] |= inPlain
			}
		}
		if f.First.Contains(b) {
			f.class[b] |= inFirst
		}
	}
}
