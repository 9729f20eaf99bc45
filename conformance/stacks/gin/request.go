package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"regexp"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/gin-gonic/gin/binding"
	"github.com/go-playground/validator/v10"
)

type createRequest struct {
	Name      string `json:"name" binding:"required,min=3,max=64,appname"`
	Remark    string `json:"remark" binding:"max=255"`
	AppKey    string `json:"app_key" binding:"omitempty,min=8,max=200,appkey"`
	AppSecret string `json:"app_secret" binding:"omitempty,min=8,max=128,appsecret"`
}

type listRequest struct {
	Offset        int64  `form:"offset,default=0"`
	Limit         int    `form:"limit,default=20"`
	ID            string `form:"id"`
	Name          string `form:"name"`
	Status        *int   `form:"status"`
	AppKey        string `form:"app_key"`
	Creator       string `form:"creator"`
	PreciseSearch string `form:"precise_search"`
}

func registerValidators() error {
	v := binding.Validator.Engine().(*validator.Validate)
	v.RegisterTagNameFunc(func(f reflect.StructField) string {
		return strings.Split(f.Tag.Get("json"), ",")[0]
	})
	for tag, pattern := range map[string]string{
		"appname":   `^[a-zA-Z][a-zA-Z0-9_]*$`,
		"appkey":    `^[a-zA-Z0-9][a-zA-Z0-9_-]*$`,
		"appsecret": `^[a-zA-Z0-9][a-zA-Z0-9_\-!@#$%]*$`,
	} {
		re := regexp.MustCompile(pattern)
		err := v.RegisterValidation(tag, func(fl validator.FieldLevel) bool {
			return re.MatchString(fl.Field().String())
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// badRequest answers with the parameter that the binding error blames.
func badRequest(c *gin.Context, err error) {
	param := "body"
	var invalid validator.ValidationErrors
	var mistyped *json.UnmarshalTypeError
	switch {
	case errors.As(err, &invalid):
		param = invalid[0].Field()
	case errors.As(err, &mistyped) && mistyped.Field != "":
		param = mistyped.Field
	}
	invalidParam(c, param)
}

func invalidParam(c *gin.Context, param string) {
	abort(c, http.StatusBadRequest, "APIG.2011",
		fmt.Sprintf("Invalid parameter value,parameterName:%s. Please refer to the support documentation", param))
}
