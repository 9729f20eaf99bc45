package main

import (
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

type app struct {
	ID           string    `json:"id"`
	Name         string    `json:"name"`
	Remark       string    `json:"remark,omitempty"`
	Creator      string    `json:"creator"`
	AppKey       string    `json:"app_key"`
	AppSecret    string    `json:"app_secret"`
	RegisterTime time.Time `json:"register_time"`
	UpdateTime   time.Time `json:"update_time"`
	Status       int       `json:"status"`
	AppType      string    `json:"app_type"`
}

type appWithBindNum struct {
	app
	BindNum int `json:"bind_num"`
}

type gateway struct{ project, instance string }

type store struct {
	mu   sync.RWMutex
	apps map[gateway][]app // newest first
}

func newStore() *store { return &store{apps: make(map[gateway][]app)} }

func gatewayOf(c *gin.Context) gateway {
	return gateway{c.Param("project_id"), c.Param("instance_id")}
}

func newID() string { return strings.ReplaceAll(uuid.NewString(), "-", "") }

func mask(secret string) string {
	return secret[:3] + "************" + secret[len(secret)-3:]
}

func (s *store) create(c *gin.Context) {
	var req createRequest
	if err := c.ShouldBindJSON(&req); err != nil {
		badRequest(c, err)
		return
	}
	if req.AppKey == "" {
		req.AppKey = newID()
	}
	if req.AppSecret == "" {
		req.AppSecret = newID()
	}
	now := time.Now().UTC()
	a := app{
		ID: newID(), Name: req.Name, Remark: req.Remark, Creator: "USER",
		AppKey: req.AppKey, AppSecret: mask(req.AppSecret),
		RegisterTime: now, UpdateTime: now, Status: 1, AppType: "apig",
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, apps := range s.apps {
		for _, other := range apps {
			if other.AppKey == a.AppKey {
				invalidParam(c, "app_key")
				return
			}
		}
	}
	gw := gatewayOf(c)
	s.apps[gw] = append([]app{a}, s.apps[gw]...)
	c.JSON(http.StatusCreated, a)
}

func (s *store) list(c *gin.Context) {
	var req listRequest
	if err := c.ShouldBindQuery(&req); err != nil {
		badRequest(c, err)
		return
	}
	if req.Limit <= 0 {
		req.Limit = 20
	}
	if req.Limit > 500 {
		req.Limit = 500
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	matched := make([]appWithBindNum, 0)
	for _, a := range s.apps[gatewayOf(c)] {
		if req.matches(a) {
			matched = append(matched, appWithBindNum{app: a})
		}
	}
	total := int64(len(matched))
	start := min(max(req.Offset, 0), total)
	page := matched[start:min(start+int64(req.Limit), total)]
	c.JSON(http.StatusOK, gin.H{"total": total, "size": len(page), "apps": page})
}

func (r *listRequest) matches(a app) bool {
	name := r.Name == "" || strings.Contains(a.Name, r.Name)
	if r.PreciseSearch == "name" {
		name = r.Name == "" || a.Name == r.Name
	}
	return name &&
		(r.ID == "" || a.ID == r.ID) &&
		(r.Status == nil || a.Status == *r.Status) &&
		(r.AppKey == "" || a.AppKey == r.AppKey) &&
		(r.Creator == "" || a.Creator == r.Creator)
}

func (s *store) delete(c *gin.Context) {
	s.mu.Lock()
	defer s.mu.Unlock()
	gw := gatewayOf(c)
	for i, a := range s.apps[gw] {
		if a.ID == c.Param("app_id") {
			s.apps[gw] = append(s.apps[gw][:i:i], s.apps[gw][i+1:]...)
			c.Status(http.StatusNoContent)
			return
		}
	}
	abort(c, http.StatusNotFound, "APIG.3002", "The app does not exist")
}
