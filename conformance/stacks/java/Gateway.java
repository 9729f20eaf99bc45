import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An app gateway on the JDK's HTTP server and Jackson. */
public class Gateway {
    private static final Pattern PATH =
            Pattern.compile("/v2/([^/]+)/apigw/instances/([^/]+)/apps(?:/([^/]+))?");

    record CreateRequest(
            String name,
            String remark,
            @JsonProperty("app_key") String appKey,
            @JsonProperty("app_secret") String appSecret) {

        void validate() {
            if (name == null || !name.matches("[a-zA-Z][a-zA-Z0-9_]{2,63}")) {
                throw ApiException.invalid("name");
            }
            if (remark != null && remark.length() > 255) {
                throw ApiException.invalid("remark");
            }
            if (appKey != null && !appKey.matches("[a-zA-Z0-9][a-zA-Z0-9_-]{7,199}")) {
                throw ApiException.invalid("app_key");
            }
            if (appSecret != null && !appSecret.matches("[a-zA-Z0-9][a-zA-Z0-9_\\-!@#$%]{7,127}")) {
                throw ApiException.invalid("app_secret");
            }
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record App(
            String id,
            String name,
            String remark,
            String creator,
            @JsonProperty("update_time") String updateTime,
            @JsonProperty("app_key") String appKey,
            @JsonProperty("app_secret") String appSecret,
            @JsonProperty("register_time") String registerTime,
            int status,
            @JsonProperty("app_type") String appType,
            @JsonProperty("bind_num") Integer bindNum) {

        /** The app as a listing shows it. */
        App listed() {
            String masked = appSecret.substring(0, 3) + "************" + appSecret.substring(appSecret.length() - 3);
            return new App(id, name, remark, creator, updateTime, appKey, masked, registerTime, status, appType, 0);
        }
    }

    record AppList(long total, int size, List<App> apps) {}

    record Instance(String projectId, String instanceId) {}

    record ErrorBody(@JsonProperty("error_code") String code, @JsonProperty("error_msg") String message) {}

    static class ApiException extends RuntimeException {
        final int status;
        final ErrorBody body;

        ApiException(int status, String code, String message) {
            super(message);
            this.status = status;
            this.body = new ErrorBody(code, message);
        }

        static ApiException invalid(String parameter) {
            return new ApiException(400, "APIG.2011",
                    "Invalid parameter value,parameterName:" + parameter + ". Please refer to the support documentation");
        }
    }

    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<Instance, List<App>> apps = new HashMap<>();

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                route(exchange);
            } catch (ApiException e) {
                send(exchange, e.status, e.body);
            } catch (Exception e) {
                e.printStackTrace();
                send(exchange, 500, new ErrorBody("APIG.9999", "System error"));
            }
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        authenticate(exchange.getRequestHeaders().getFirst("X-Auth-Token"));
        Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
        if (!path.matches()) {
            throw new ApiException(404, "APIG.1003", "Not found");
        }
        Instance instance = new Instance(path.group(1), path.group(2));
        String appId = path.group(3);
        String method = exchange.getRequestMethod();
        if (appId == null && method.equals("POST")) {
            create(exchange, instance);
        } else if (appId == null && method.equals("GET")) {
            list(exchange, instance);
        } else if (appId != null && method.equals("DELETE")) {
            delete(exchange, instance, appId);
        } else {
            throw new ApiException(405, "APIG.1004", "Method not allowed");
        }
    }

    private static void authenticate(String token) {
        if ("forbidden-token".equals(token)) {
            throw new ApiException(403, "APIG.1005", "No permissions to request this method");
        }
        if (!"demo-token".equals(token)) {
            throw new ApiException(401, "APIG.1002", "Incorrect token or token resolution failed");
        }
    }

    private void create(HttpExchange exchange, Instance instance) throws IOException {
        CreateRequest request;
        try {
            request = mapper.readValue(exchange.getRequestBody(), CreateRequest.class);
        } catch (JsonMappingException e) {
            String field = e.getPath().isEmpty() ? "body" : e.getPath().get(0).getFieldName();
            throw ApiException.invalid(field);
        } catch (JsonProcessingException e) {
            throw ApiException.invalid("body");
        }
        request.validate();
        String now = Instant.now().toString();
        App app = new App(
                newId(), request.name(), request.remark(), "USER", now,
                request.appKey() != null ? request.appKey() : newId(),
                request.appSecret() != null ? request.appSecret() : newId(),
                now, 1, "apig", null);
        synchronized (apps) {
            boolean taken = apps.values().stream().flatMap(List::stream).anyMatch(a -> a.appKey().equals(app.appKey()));
            if (taken) {
                throw ApiException.invalid("app_key");
            }
            apps.computeIfAbsent(instance, i -> new ArrayList<>()).add(0, app);
        }
        send(exchange, 201, app);
    }

    private void list(HttpExchange exchange, Instance instance) throws IOException {
        Map<String, String> query = parseQuery(exchange.getRequestURI().getRawQuery());
        long offset = Math.max(0, number(query, "offset", 0));
        long limit = number(query, "limit", 20);
        if (limit <= 0) {
            limit = 20;
        }
        limit = Math.min(limit, 500);

        Predicate<App> filter = a -> true;
        if (query.containsKey("status")) {
            long status = number(query, "status", 1);
            filter = filter.and(a -> a.status() == status);
        }
        String id = query.get("id");
        String key = query.get("app_key");
        String creator = query.get("creator");
        String name = query.get("name");
        boolean precise = "name".equals(query.get("precise_search"));
        filter = filter
                .and(a -> id == null || a.id().equals(id))
                .and(a -> key == null || a.appKey().equals(key))
                .and(a -> creator == null || a.creator().equals(creator))
                .and(a -> name == null || (precise ? a.name().equals(name) : a.name().contains(name)));

        List<App> found;
        synchronized (apps) {
            found = apps.getOrDefault(instance, List.of()).stream().filter(filter).toList();
        }
        List<App> page = found.stream().skip(offset).limit(limit).map(App::listed).toList();
        send(exchange, 200, new AppList(found.size(), page.size(), page));
    }

    private void delete(HttpExchange exchange, Instance instance, String appId) throws IOException {
        synchronized (apps) {
            if (!apps.getOrDefault(instance, new ArrayList<>()).removeIf(a -> a.id().equals(appId))) {
                throw new ApiException(404, "APIG.3002", "App not found");
            }
        }
        exchange.sendResponseHeaders(204, -1);
    }

    private static Map<String, String> parseQuery(String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw == null) {
            return query;
        }
        for (String pair : raw.split("&")) {
            String[] kv = pair.split("=", 2);
            query.put(URLDecoder.decode(kv[0], StandardCharsets.UTF_8),
                    kv.length > 1 ? URLDecoder.decode(kv[1], StandardCharsets.UTF_8) : "");
        }
        return query;
    }

    private static long number(Map<String, String> query, String name, long fallback) {
        String value = query.get(name);
        if (value == null) {
            return fallback;
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw ApiException.invalid(name);
        }
    }

    private static String newId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] json = mapper.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
    }

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(System.getenv("PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", new Gateway()::handle);
        server.setExecutor(Executors.newFixedThreadPool(16));
        server.start();
        System.out.println("listening on http://127.0.0.1:" + server.getAddress().getPort());
    }
}
