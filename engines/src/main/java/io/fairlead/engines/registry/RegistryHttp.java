package io.fairlead.engines.registry;

import io.fairlead.core.image.ImageReference;
import io.fairlead.core.image.RegistryCredential;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The requests of a registry, version 2 of its API, with the round trip for a token. Plain HTTP is spoken with registries
 * on the loopback only. Credentials go to the registry and, over an encrypted connection, to the place for tokens that it
 * names; nowhere else, whatever a redirect says.
 */
final class RegistryHttp implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String DEFAULT_HOST = "registry-1.docker.io";
    private static final int BODY_MAX_BYTES = 4 << 20;
    private static final int REDIRECTS_MAX = 3;
    private static final int UNAUTHORIZED = 401;
    private static final String MANIFESTS = "application/vnd.oci.image.index.v1+json,"
            + " application/vnd.docker.distribution.manifest.list.v2+json,"
            + " application/vnd.oci.image.manifest.v1+json,"
            + " application/vnd.docker.distribution.manifest.v2+json";

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    /** No answer, or none that can be used. */
    static final class Unreachable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreachable(String cause) {
            super(cause);
        }

        String cause() {
            return String.valueOf(getMessage());
        }
    }

    Session session(ImageReference reference, Optional<RegistryCredential> credential, Duration deadline) {
        String registry = reference.registry();
        boolean plain = isLoopback(registry);
        String host = registry.equals(ImageReference.DEFAULT_REGISTRY) ? DEFAULT_HOST : registry;
        return new Session(
                URI.create((plain ? "http://" : "https://") + host + "/v2/" + reference.repository() + "/"),
                credential,
                System.nanoTime() + deadline.toNanos());
    }

    static boolean isLoopback(String registry) {
        String host = registry.startsWith("[")
                ? registry.substring(0, registry.indexOf(']') + 1)
                : registry.substring(0, registry.indexOf(':') < 0 ? registry.length() : registry.indexOf(':'));
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    static String digestOf(HttpResponse<byte[]> answer) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(answer.body());
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The requests about one repository, with the token once there is one. */
    final class Session {
        private final URI base;
        private final Optional<RegistryCredential> credential;
        private final long end;
        private @Nullable String authorization;

        private Session(URI base, Optional<RegistryCredential> credential, long end) {
            this.base = base;
            this.credential = credential;
            this.end = end;
        }

        HttpResponse<byte[]> manifest(String tagOrDigest) throws Unreachable {
            return get("manifests/" + tagOrDigest, MANIFESTS);
        }

        HttpResponse<byte[]> blob(String digest) throws Unreachable {
            return get("blobs/" + digest, "*/*");
        }

        HttpResponse<byte[]> tags(int most) throws Unreachable {
            return get("tags/list?n=" + most, "application/json");
        }

        private HttpResponse<byte[]> get(String path, String accept) throws Unreachable {
            URI target = resolved(base, path);
            HttpResponse<byte[]> answer = sent(target, accept, authorization);
            if (answer.statusCode() == UNAUTHORIZED && authorization == null) {
                Optional<String> granted = authorize(answer);
                if (granted.isPresent()) {
                    authorization = granted.get();
                    answer = sent(target, accept, authorization);
                }
            }
            for (int i = 0; i < REDIRECTS_MAX && answer.statusCode() / 100 == 3; i++) {
                String location = answer.headers().firstValue("Location").orElse("");
                target = resolved(target, location);
                if (base.getScheme().equals("https") && !target.getScheme().equals("https")) {
                    throw new Unreachable("it redirects to a place without encryption");
                }
                boolean same = target.getAuthority().equals(base.getAuthority());
                answer = sent(target, accept, same ? authorization : null);
            }
            return answer;
        }

        private static URI resolved(URI from, String location) throws Unreachable {
            try {
                URI target = from.resolve(new URI(location));
                if (target.getScheme() == null || target.getAuthority() == null) {
                    throw new Unreachable("it redirects to nowhere");
                }
                return target;
            } catch (URISyntaxException _) {
                throw new Unreachable("it redirects to what is no address");
            }
        }

        private HttpResponse<byte[]> sent(URI target, String accept, @Nullable String authorized) throws Unreachable {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (!left.isPositive()) {
                throw new Unreachable("the time was up");
            }
            try {
                HttpRequest.Builder request =
                        HttpRequest.newBuilder(target).timeout(left).header("Accept", accept);
                if (authorized != null) {
                    request.header("Authorization", authorized);
                }
                return http.send(
                        request.build(),
                        HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), BODY_MAX_BYTES));
            } catch (IOException | IllegalArgumentException e) {
                throw new Unreachable(words(e));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new Unreachable("interrupted");
            }
        }

        /** Connection failures often come without a text. */
        private String words(Exception failure) {
            String text = failure.getMessage();
            if (text != null && !text.isBlank()) {
                return text;
            }
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof UnresolvedAddressException) {
                    return "the name " + base.getHost() + " does not resolve";
                }
            }
            return failure instanceof ConnectException
                    ? "nothing takes connections at " + base.getAuthority()
                    : failure.getClass().getSimpleName();
        }

        private Optional<String> authorize(HttpResponse<byte[]> refusal) throws Unreachable {
            Optional<Challenge> challenge =
                    refusal.headers().firstValue("WWW-Authenticate").flatMap(Challenge::parse);
            if (challenge.isEmpty()) {
                return Optional.empty();
            }
            if (challenge.get().scheme().equals("basic")) {
                return basic();
            }
            return challenge.get().scheme().equals("bearer") ? token(challenge.get()) : Optional.empty();
        }

        private Optional<String> basic() {
            return credential.map(it -> "Basic "
                    + Base64.getEncoder()
                            .encodeToString((it.user() + ":" + it.password()).getBytes(StandardCharsets.UTF_8)));
        }

        private Optional<String> token(Challenge challenge) throws Unreachable {
            StringBuilder address = new StringBuilder(challenge.parameter("realm"));
            char joint = address.indexOf("?") < 0 ? '?' : '&';
            for (String name : new String[] {"service", "scope"}) {
                if (!challenge.parameter(name).isEmpty()) {
                    String value = URLEncoder.encode(challenge.parameter(name), StandardCharsets.UTF_8);
                    address.append(joint).append(name).append('=').append(value);
                    joint = '&';
                }
            }
            URI target = resolved(base, address.toString());
            boolean safe = target.getScheme().equals("https")
                    || (base.getScheme().equals("http") && isLoopback(target.getAuthority()));
            if (!safe) {
                throw new Unreachable("it wants credentials sent without encryption");
            }
            HttpResponse<byte[]> answer = sent(target, "application/json", basic().orElse(null));
            if (answer.statusCode() / 100 != 2) {
                return Optional.empty();
            }
            try {
                JsonNode json = JSON.readTree(answer.body());
                String token =
                        json.path("token").asString(json.path("access_token").asString(""));
                return token.isEmpty() ? Optional.empty() : Optional.of("Bearer " + token);
            } catch (JacksonException _) {
                return Optional.empty();
            }
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
