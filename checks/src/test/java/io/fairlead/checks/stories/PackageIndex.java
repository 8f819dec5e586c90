package io.fairlead.checks.stories;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fairlead.checks.e2e.Docker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Stands for the public package index: it has every package, in two versions and without anything in it. Base images that
 * it makes ask it, so that nothing need be said about it in the story.
 */
final class PackageIndex implements AutoCloseable {
    /** All versions of every package, oldest first. */
    static final List<String> VERSIONS = List.of("1.2.0", "2.4.0");

    private static final String FIND = "/simple/";
    private static final String WHEEL = "-py3-none-any.whl";
    private static final String NETWORK = "fairlead";

    private final Path folder = Files.createTempDirectory("fairlead-story-index");
    private final HttpServer server;
    private final String host;

    /** On the address that containers see this machine at. */
    PackageIndex() throws IOException {
        Docker.shell("docker network inspect " + NETWORK + " > /dev/null 2>&1 || docker network create " + NETWORK);
        host = Docker.cli("network", "inspect", "--format", "{{range .IPAM.Config}}{{.Gateway}}{{end}}", NETWORK)
                .strip();
        server = HttpServer.create(new InetSocketAddress(host, 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** An image of the distribution's packages by this name, the pip of which asks here. */
    void base(String name) throws IOException {
        String url = "http://" + host + ":" + server.getAddress().getPort() + FIND;
        Docker.shell(("printf 'FROM fairlead/python:3\\nENV PIP_INDEX_URL=%s PIP_TRUSTED_HOST=%s PIP_PROGRESS_BAR=off"
                        + " PIP_NO_CACHE_DIR=1 PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore"
                        + " PIP_DISABLE_PIP_VERSION_CHECK=1\\n' | docker build -q -t %s - > /dev/null")
                .formatted(url, host, name));
    }

    /** What differs between two runs in what builds print, and what nobody reads of it. */
    static void varies(Story story) {
        story.varies("http://[0-9.]+:[0-9]+" + FIND, "https://pypi.example.org" + FIND)
                .varies("http://[0-9.]+:[0-9]+/", "https://pypi.example.org/")
                .varies("(?m)^ *(---> (?!Using)|Removing intermediate|Collecting |Downloading ).*\n", "")
                .varies("(RUN touch /etc/passwd).*", "$1 …")
                .varies("\\b[0-9a-f]{12}\\b", "4f2a91c07be3")
                .varies("(\\d+ (seconds?|minutes)|Less than a second|About a minute)(?= ago|  )", "5 seconds");
    }

    private void answer(HttpExchange asked) throws IOException {
        String path = asked.getRequestURI().getPath();
        byte[] body = path.startsWith(FIND) ? page(path) : wheel(path);
        asked.getResponseHeaders().add("Content-Type", path.startsWith(FIND) ? "text/html" : "application/zip");
        asked.sendResponseHeaders(200, body.length);
        asked.getResponseBody().write(body);
        asked.close();
    }

    private static byte[] page(String path) {
        String name = path.substring(FIND.length()).replace("/", "").replace('-', '_');
        StringBuilder page = new StringBuilder("<!DOCTYPE html><html><body>");
        for (String version : VERSIONS) {
            String file = name + "-" + version + WHEEL;
            page.append("<a href=\"/").append(file).append("\">").append(file).append("</a>");
        }
        return page.append("</body></html>").toString().getBytes(StandardCharsets.UTF_8);
    }

    private synchronized byte[] wheel(String path) throws IOException {
        String[] parts = path.substring(1).split("-", -1);
        Wheel.write(folder, parts[0], parts[1]);
        return Files.readAllBytes(folder.resolve(parts[0] + "-" + parts[1] + WHEEL));
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        Docker.shell("rm -rf '" + folder + "'");
    }
}
