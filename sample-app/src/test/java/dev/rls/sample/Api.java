package dev.rls.sample;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real HTTP. */
final class Api {

    private final RestClient client;
    private final String root;

    Api(String root) {
        this.root = root;
        client = RestClient.create();
    }

    record Answer(int status, HttpHeaders headers, String text) {

        JsonNode body() {
            return JsonMapper.shared().readTree(text);
        }
    }

    Answer get(String path, @Nullable String token) {
        return send(HttpMethod.GET, path, token, null);
    }

    Answer post(String path, @Nullable String token, String body) {
        return send(HttpMethod.POST, path, token, body);
    }

    Answer send(HttpMethod method, String path, @Nullable String token, @Nullable String body) {
        RestClient.RequestBodySpec request = client.method(method).uri(URI.create(root + path));
        if (token != null) {
            request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        }
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).body(body);
        }
        return request.exchange((sent, response) -> new Answer(
                response.getStatusCode().value(),
                response.getHeaders(),
                new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8)));
    }
}
