package main

import (
	"net/http/httptest"
	"strings"
	"testing"
)

func TestHello(t *testing.T) {
	response := httptest.NewRecorder()
	routes("").ServeHTTP(response, httptest.NewRequest("GET", "/hello/Ada", nil))
	if body := response.Body.String(); !strings.Contains(body, `"hello":"Ada"`) {
		t.Fatalf("unexpected answer: %s", body)
	}
}
