import os
import platform

from flask import Flask, jsonify, redirect, render_template, request, session, url_for

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]


@app.get("/")
def index():
    return render_template("index.html", name=session.get("name"))


@app.post("/")
def greet():
    session["name"] = request.form["name"]
    return redirect(url_for("index"))


@app.get("/version")
def version():
    return jsonify(python=platform.python_version())


@app.get("/health")
def health():
    return "ok"
