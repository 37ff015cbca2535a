package main

import (
	"log"
	"net/http"
	"os"

	"github.com/go-chi/chi/v5"
)

func main() {
	router := chi.NewRouter()
	router.Get("/", func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte("version 1"))
	})
	log.Fatal(http.ListenAndServe(":"+os.Getenv("PORT"), router))
}
