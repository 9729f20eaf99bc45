package main

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"time"
)

var (
	nameRE   = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{2,63}$`)
	keyRE    = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{7,199}$`)
	secretRE = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_\-!@#$%]{7,127}$`)
)

type createRequest struct {
	Name      string  `json:"name"`
	Remark    string  `json:"remark"`
	AppKey    *string `json:"app_key"`
	AppSecret *string `json:"app_secret"`
}

// invalidParam returns the first parameter that breaks its rule, "" if none does.
func (r *createRequest) invalidParam() string {
	switch {
	case !nameRE.MatchString(r.Name):
		return "name"
	case len(r.Remark) > 255:
		return "remark"
	case r.AppKey != nil && !keyRE.MatchString(*r.AppKey):
		return "app_key"
	case r.AppSecret != nil && !secretRE.MatchString(*r.AppSecret):
		return "app_secret"
	}
	return ""
}

type server struct{ store *store }

func (s *server) create(w http.ResponseWriter, r *http.Request) {
	var req createRequest
	if err := json.NewDecoder(r.Body).Decode(&req); err != nil {
		var mistyped *json.UnmarshalTypeError
		if errors.As(err, &mistyped) {
			writeInvalid(w, mistyped.Field)
			return
		}
		writeInvalid(w, "body")
		return
	}
	if param := req.invalidParam(); param != "" {
		writeInvalid(w, param)
		return
	}
	now := time.Now().UTC().Format(time.RFC3339Nano)
	a := app{
		ID: randomHex(), Name: req.Name, Remark: req.Remark, Creator: "USER",
		AppKey: randomHex(), AppSecret: randomHex(),
		RegisterTime: now, UpdateTime: now, Status: 1, AppType: "apig",
	}
	if req.AppKey != nil {
		a.AppKey = *req.AppKey
	}
	if req.AppSecret != nil {
		a.AppSecret = *req.AppSecret
	}
	err := s.store.insert(r.Context(), r.PathValue("project_id"), r.PathValue("instance_id"), a)
	var dup *duplicateError
	if errors.As(err, &dup) {
		writeInvalid(w, dup.param)
		return
	}
	if err != nil {
		writeInternal(w, err)
		return
	}
	writeJSON(w, http.StatusCreated, a)
}

func (s *server) list(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	offset, _ := strconv.Atoi(q.Get("offset"))
	if offset < 0 {
		offset = 0
	}
	limit, _ := strconv.Atoi(q.Get("limit"))
	if limit <= 0 {
		limit = 20
	}
	if limit > 500 {
		limit = 500
	}
	apps, total, err := s.store.query(r.Context(), r.PathValue("project_id"), r.PathValue("instance_id"), filter{
		id: q.Get("id"), name: q.Get("name"), status: q.Get("status"), appKey: q.Get("app_key"),
		creator: q.Get("creator"), precise: q.Get("precise_search") == "name",
	}, offset, limit)
	if err != nil {
		writeInternal(w, err)
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{"total": total, "size": len(apps), "apps": apps})
}

func (s *server) delete(w http.ResponseWriter, r *http.Request) {
	found, err := s.store.remove(r.Context(), r.PathValue("project_id"), r.PathValue("instance_id"), r.PathValue("app_id"))
	if err != nil {
		writeInternal(w, err)
		return
	}
	if !found {
		writeError(w, http.StatusNotFound, "APIG.3002", "App not found")
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func randomHex() string {
	b := make([]byte, 16)
	rand.Read(b)
	return hex.EncodeToString(b)
}
