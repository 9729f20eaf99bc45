package result

// Case is one experiment that can refute clauses.
type Case struct {
	// ID is stable and readable: "create/name/max-length/65-rejected".
	ID string `json:"id"`
	// Title says in a sentence what is expected.
	Title string `json:"title"`
	// Clauses are the IDs of the clauses the case can refute.
	Clauses []string `json:"clauses"`
	// Level is the strongest level of its clauses.
	Level Level `json:"level"`
	// Control names the app whose creation must succeed for a rejection to
	// mean anything: the same request but for one byte, or one member.
	Control string `json:"control,omitempty"`
	Needs   Needs  `json:"needs"`
}

// Needs is what a case needs beside a gateway and a token.
type Needs struct {
	// Writes says that the case looks at apps the run creates, or tries to
	// create some.
	Writes bool `json:"writes,omitempty"`
	// Forbidden says that it needs a valid token without permission.
	Forbidden bool `json:"forbiddenToken,omitempty"`
	// Keys says that it needs an access key to sign with.
	Keys bool `json:"accessKey,omitempty"`
	// Listed is how many apps must be listed for the case to mean anything.
	Listed int `json:"listed,omitempty"`
}
