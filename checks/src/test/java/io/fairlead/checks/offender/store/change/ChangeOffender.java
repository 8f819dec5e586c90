package io.fairlead.checks.offender.store.change;

import java.net.http.HttpClient;

/** An adapter, and a store that knows HTTP. */
public final class ChangeOffender {
    private ChangeOffender() {}

    public static ChangeOffender opened() {
        return new ChangeOffender();
    }

    public Class<?> web() {
        return HttpClient.class;
    }
}
