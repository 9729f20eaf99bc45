# An app gateway on Sinatra.
require 'json'
require 'securerandom'
require 'sinatra/base'
require 'time'
require 'webrick'
require 'rack/handler/webrick'

class Gateway < Sinatra::Base
  NAME = /^[a-zA-Z][a-zA-Z0-9_]{2,63}$/
  APP_KEY = /^[a-zA-Z0-9][a-zA-Z0-9_-]{7,199}$/
  APP_SECRET = /^[a-zA-Z0-9][a-zA-Z0-9_\-!@#$%]{7,127}$/

  APPS = Hash.new { |apps, gateway| apps[gateway] = [] } # newest first
  LOCK = Mutex.new

  set :show_exceptions, false
  set :raise_errors, false

  helpers do
    def fail!(status, code, message)
      halt status, { error_code: code, error_msg: message }.to_json
    end

    def invalid!(name)
      fail! 400, 'APIG.2011', "Invalid parameter value,parameterName:#{name}. Please refer to the support documentation"
    end

    def apps
      APPS[[params[:project_id], params[:instance_id]]]
    end

    def optional(body, name, pattern)
      value = body[name]
      return if value.nil?

      invalid! name unless value.is_a?(String) && value =~ pattern
      value
    end

    def mask(app)
      app.merge(app_secret: app[:app_secret][0, 3] + '*' * 12 + app[:app_secret][-3, 3])
    end
  end

  before do
    content_type :json
    case request.env['HTTP_X_AUTH_TOKEN']
    when 'demo-token' then next
    when 'forbidden-token' then fail! 403, 'APIG.1005', 'No permissions to request this method'
    else fail! 401, 'APIG.1002', 'Incorrect token or token resolution failed'
    end
  end

  post '/v2/:project_id/apigw/instances/:instance_id/apps' do
    begin
      body = JSON.parse(request.body.read)
    rescue JSON::ParserError
      invalid! 'body'
    end
    invalid! 'body' unless body.is_a?(Hash)
    name = optional(body, 'name', NAME) or invalid!('name')
    remark = body['remark']
    invalid! 'remark' unless remark.nil? || (remark.is_a?(String) && remark.length <= 255)
    app_key = optional(body, 'app_key', APP_KEY) || SecureRandom.hex(16)
    app_secret = optional(body, 'app_secret', APP_SECRET) || SecureRandom.hex(16)
    now = Time.now.utc.iso8601(6)
    app = {
      id: SecureRandom.hex(16), name: name, remark: remark, creator: 'USER',
      app_key: app_key, app_secret: app_secret, register_time: now, update_time: now,
      status: 1, app_type: 'apig'
    }.compact
    LOCK.synchronize do
      invalid! 'app_key' if APPS.values.flatten.any? { |other| other[:app_key] == app_key }
      apps.unshift(app)
    end
    status 201
    mask(app).to_json
  end

  get '/v2/:project_id/apigw/instances/:instance_id/apps' do
    offset = [params[:offset].to_i, 0].max
    limit = params[:limit].to_i
    limit = 20 if limit <= 0
    limit = 500 if limit > 500

    found = LOCK.synchronize { apps.dup }
    %i[id app_key creator].each do |key|
      found.select! { |app| app[key] == params[key] } if params[key]
    end
    found.select! { |app| app[:status] == params[:status].to_i } if params[:status]
    if (name = params[:name])
      if params[:precise_search] == 'name'
        found.select! { |app| app[:name] == name }
      else
        found.select! { |app| app[:name].downcase.include?(name.downcase) }
      end
    end

    page = found.drop(offset).take(limit).map { |app| mask(app).merge(bind_num: 0) }
    { total: found.size, size: page.size, apps: page }.to_json
  end

  delete '/v2/:project_id/apigw/instances/:instance_id/apps/:app_id' do
    deleted = LOCK.synchronize { apps.reject! { |app| app[:id] == params[:app_id] } }
    fail! 404, 'APIG.3002', 'App not found' unless deleted
    204
  end

  not_found do
    { error_code: 'APIG.1003', error_msg: 'Not found' }.to_json
  end

  error do
    { error_code: 'APIG.9999', error_msg: 'System error' }.to_json
  end
end

$stdout.sync = true
options = {
  Host: '127.0.0.1', Port: ENV.fetch('PORT').to_i, AccessLog: [], Logger: WEBrick::Log.new($stderr, WEBrick::Log::WARN)
}
Rack::Handler::WEBrick.run(Gateway, **options) do |server|
  trap('TERM') { server.shutdown }
  puts "listening on http://127.0.0.1:#{server.config[:Port]}"
end
