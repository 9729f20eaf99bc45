package main

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

type app struct {
	ID           string    `json:"id"`
	Name         string    `json:"name"`
	Remark       *string   `json:"remark"`
	Creator      string    `json:"creator"`
	AppKey       string    `json:"app_key"`
	AppSecret    string    `json:"app_secret"`
	RegisterTime time.Time `json:"register_time"`
	UpdateTime   time.Time `json:"update_time"`
	Status       int       `json:"status"`
	AppType      string    `json:"app_type"`
	BindNum      *int      `json:"bind_num,omitempty"`

	projectID, instanceID string
}

type appStore struct {
	mu   sync.Mutex
	apps []*app
}

func newAppStore() *appStore { return &appStore{} }

func (s *appStore) create(w http.ResponseWriter, r *http.Request, path map[string]string) {
	var body struct {
		Name      string  `json:"name"`
		Remark    *string `json:"remark"`
		AppKey    string  `json:"app_key"`
		AppSecret string  `json:"app_secret"`
	}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		writeInvalid(w, "body")
		return
	}
	if body.AppKey == "" {
		body.AppKey = newID()
	}
	if body.AppSecret == "" {
		body.AppSecret = newID()
	}
	now := time.Now().UTC()
	a := &app{
		ID: newID(), Name: body.Name, Remark: body.Remark, Creator: "USER",
		AppKey: body.AppKey, AppSecret: body.AppSecret,
		RegisterTime: now, UpdateTime: now, Status: 1, AppType: "apig",
		projectID: path["project_id"], instanceID: path["instance_id"],
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, other := range s.apps {
		if other.projectID == a.projectID && other.instanceID == a.instanceID && other.Name == a.Name {
			writeInvalid(w, "name")
			return
		}
		if other.AppKey == a.AppKey {
			writeInvalid(w, "app_key")
			return
		}
	}
	s.apps = append(s.apps, a)
	writeJSON(w, http.StatusCreated, a)
}

func (s *appStore) list(w http.ResponseWriter, r *http.Request, path map[string]string) {
	q := r.URL.Query()
	offset, limit := 0, 20
	if v := q.Get("offset"); v != "" {
		offset, _ = strconv.Atoi(v)
	}
	if v := q.Get("limit"); v != "" {
		limit, _ = strconv.Atoi(v)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	found := []app{}
	for _, a := range s.apps {
		if a.projectID != path["project_id"] || a.instanceID != path["instance_id"] {
			continue
		}
		if id := q.Get("id"); id != "" && id != a.ID {
			continue
		}
		if name := q.Get("name"); name != "" {
			if q.Get("precise_search") == "name" && a.Name != name {
				continue
			}
			if !strings.Contains(strings.ToLower(a.Name), strings.ToLower(name)) {
				continue
			}
		}
		if status := q.Get("status"); status != "" && status != strconv.Itoa(a.Status) {
			continue
		}
		if key := q.Get("app_key"); key != "" && key != a.AppKey {
			continue
		}
		if creator := q.Get("creator"); creator != "" && creator != a.Creator {
			continue
		}
		info := *a
		info.AppSecret = a.AppSecret[:3] + "************" + a.AppSecret[len(a.AppSecret)-3:]
		info.BindNum = new(int)
		found = append(found, info)
	}
	total := len(found)
	offset = min(max(offset, 0), total)
	found = found[offset:min(offset+limit, total)]
	writeJSON(w, http.StatusOK, map[string]any{"total": total, "size": len(found), "apps": found})
}

func (s *appStore) delete(w http.ResponseWriter, r *http.Request, path map[string]string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := len(s.apps)
	s.apps = slices.DeleteFunc(s.apps, func(a *app) bool {
		return a.projectID == path["project_id"] && a.instanceID == path["instance_id"] && a.ID == path["app_id"]
	})
	if len(s.apps) == n {
		writeError(w, http.StatusNotFound, "APIG.3002", "App not found")
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func newID() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b)
	return hex.EncodeToString(b)
}
