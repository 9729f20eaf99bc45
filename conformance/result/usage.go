package result

// UsageError says that a run was asked for in a way that cannot be carried out.
type UsageError struct{ Problem string }

func (e *UsageError) Error() string { return e.Problem }
