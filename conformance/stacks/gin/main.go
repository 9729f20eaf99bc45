// Command gin is an app gateway as gin's users write one: binding tags, custom
// validators, one store in memory.
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"os"

	"github.com/gin-gonic/gin"
)

func main() {
	gin.SetMode(gin.ReleaseMode)
	r, err := newRouter(newStore())
	if err != nil {
		log.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:"+os.Getenv("PORT"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("listening on http://%s\n", ln.Addr())
	log.Fatal(http.Serve(ln, r))
}

func newRouter(s *store) (*gin.Engine, error) {
	if err := registerValidators(); err != nil {
		return nil, err
	}
	r := gin.New()
	r.Use(gin.CustomRecovery(func(c *gin.Context, _ any) {
		abort(c, http.StatusInternalServerError, "APIG.9999", "System error")
	}))
	apps := r.Group("/v2/:project_id/apigw/instances/:instance_id/apps", authenticate)
	apps.POST("", s.create)
	apps.GET("", s.list)
	apps.DELETE("/:app_id", s.delete)
	return r, nil
}

func authenticate(c *gin.Context) {
	switch c.GetHeader("X-Auth-Token") {
	case "demo-token":
		c.Next()
	case "forbidden-token":
		abort(c, http.StatusForbidden, "APIG.1005", "No permissions to request this method")
	default:
		abort(c, http.StatusUnauthorized, "APIG.1002", "Incorrect token or token resolution failed")
	}
}

func abort(c *gin.Context, status int, code, msg string) {
	c.AbortWithStatusJSON(status, gin.H{"error_code": code, "error_msg": msg})
}
