package io.fairlead.server.http;

import io.fairlead.server.http.exchange.HttpRefusal;
import io.fairlead.server.http.exchange.Status;
import io.fairlead.wire.api.Api;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the two sides understand each other. */
final class Versions {
    private static final Pattern FORM = Pattern.compile("[!-:<-~]{1,64}; ?api=([0-9]{1,6})");

    private final String own;

    /** @param version of the server */
    Versions(String version) {
        this.own = version + "; api=" + Api.REVISION;
    }

    /** What the server says of itself. */
    String own() {
        return own;
    }

    /** @param given the client's header lines; none is fine */
    void check(List<String> given) {
        if (given.isEmpty()) {
            return;
        }
        Matcher form = FORM.matcher(given.getFirst());
        if (given.size() > 1 || !form.matches()) {
            throw new HttpRefusal(Status.MALFORMED, HttpProblems.VERSION_MALFORMED.reason());
        }
        int revision = Integer.parseInt(form.group(1));
        if (revision != Api.REVISION) {
            var code = revision > Api.REVISION ? HttpProblems.CLIENT_TOO_NEW : HttpProblems.CLIENT_TOO_OLD;
            throw new HttpRefusal(Status.OTHER_REVISION, code.reason("client", given.getFirst(), "server", own));
        }
    }
}
