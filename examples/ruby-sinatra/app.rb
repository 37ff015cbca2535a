require "json"
require "sinatra/base"

# A small site with the framework Sinatra, served by puma.
class App < Sinatra::Base
  # Any name that leads to the application is fine: Caddy in front of it knows the project's domains.
  set :host_authorization, permitted_hosts: []

  get "/" do
    content_type :json
    { greeting: ENV["GREETING"], ruby: RUBY_VERSION }.to_json
  end

  get "/hello/:name" do
    "Hello #{Rack::Utils.escape_html(params[:name])}\n"
  end

  get "/health" do
    "ok\n"
  end
end
