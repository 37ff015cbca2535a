// A small API with the router chi.
package main

import (
	"context"
	"encoding/json"
	"log"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

func main() {
	server := &http.Server{Addr: ":" + port(), Handler: routes(os.Getenv("GREETING"))}
	stop, done := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer done()
	go func() {
		<-stop.Done()
		// Requests that are on their way are answered before the program ends.
		waiting, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		_ = server.Shutdown(waiting)
	}()
	log.Printf("listening on %s", server.Addr)
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		log.Fatal(err)
	}
}

func port() string {
	if given := os.Getenv("PORT"); given != "" {
		return given
	}
	return "8080"
}

func routes(greeting string) http.Handler {
	router := chi.NewRouter()
	router.Use(middleware.Recoverer)
	router.Get("/health", func(response http.ResponseWriter, _ *http.Request) {
		answer(response, map[string]string{"status": "ok"})
	})
	router.Get("/", func(response http.ResponseWriter, _ *http.Request) {
		answer(response, map[string]string{"greeting": greeting, "go": runtime.Version()})
	})
	router.Get("/hello/{name}", func(response http.ResponseWriter, request *http.Request) {
		answer(response, map[string]string{"hello": chi.URLParam(request, "name")})
	})
	return router
}

func answer(response http.ResponseWriter, content map[string]string) {
	response.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(response).Encode(content)
}
