package result

// Recording says that a result is of traffic that somebody else sent, and how much of
// it was judged. The cases of such a result are the clauses themselves.
type Recording struct {
	// Sources are where the traffic is from: files, or an address.
	Sources []string `json:"sources,omitempty"`
	// Exchanges is how many were judged, Places in how many instances of projects.
	Exchanges int64 `json:"exchanges"`
	Places    int   `json:"places"`
	// PassedOver are those that were not judged.
	PassedOver PassedOver `json:"passedOver"`
	// Again is the command that judges the traffic again; "" if none does.
	Again string `json:"again,omitempty"`
}

// PassedOver counts exchanges that were not judged, by the reason why.
type PassedOver struct {
	// Elsewhere went to another host or path, Undocumented are requests that change
	// nothing and are on neither page, or whose answers came from a cache.
	Elsewhere    int64 `json:"elsewhere"`
	Undocumented int64 `json:"undocumented,omitempty"`
	// Repeated are in the recording twice.
	Repeated int64 `json:"repeated,omitempty"`
	// Unreadable could not be read.
	Unreadable int64 `json:"unreadable,omitempty"`
	// Missed passed by too quickly to be judged.
	Missed int64 `json:"missed,omitempty"`
}
