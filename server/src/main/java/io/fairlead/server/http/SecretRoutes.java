package io.fairlead.server.http;

import io.fairlead.core.job.Job;
import io.fairlead.core.job.SecretUse;
import io.fairlead.server.http.exchange.Exchange;
import io.fairlead.server.http.exchange.HttpRefusal;
import io.fairlead.server.http.exchange.Status;
import io.fairlead.server.secrets.UserSecrets;
import io.fairlead.wire.api.SecretList;
import io.fairlead.wire.api.SecretList.SecretChanged;
import io.fairlead.wire.api.SecretList.SecretView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps, lists and deletes the caller's own secrets. Values come in and never go out. */
final class SecretRoutes {
    private final UserSecrets secrets;
    private final Archive archive;

    SecretRoutes(UserSecrets secrets, Archive archive) {
        this.secrets = secrets;
        this.archive = archive;
    }

    void list(Exchange exchange) {
        exchange.query();
        long uid = exchange.caller().uid();
        List<UserSecrets.Kept> kept = secrets.list(uid);
        Map<String, List<String>> used = kept.isEmpty() ? Map.of() : uses(uid);
        exchange.answer()
                .send(
                        Status.OK,
                        new SecretList(kept.stream()
                                .map(it ->
                                        new SecretView(it.name(), it.setAt(), used.getOrDefault(it.name(), List.of())))
                                .toList()));
    }

    void set(Exchange exchange) throws IOException {
        exchange.query();
        byte[] value = exchange.body(UserSecrets.VALUE_MAX_BYTES);
        String name = exchange.job();
        boolean replaced = secrets.keep(exchange.caller().uid(), name, value);
        exchange.answer()
                .send(replaced ? Status.OK : Status.CREATED, new SecretChanged(name, replaced ? "replaced" : "made"));
    }

    void delete(Exchange exchange) throws IOException {
        exchange.query();
        long uid = exchange.caller().uid();
        String name = exchange.job();
        List<String> jobs = uses(uid).getOrDefault(name, List.of());
        if (!jobs.isEmpty()) {
            throw new HttpRefusal(
                    Status.CONFLICT,
                    HttpProblems.SECRET_USED.reason(
                            "name", name, "jobs", String.join(" ", jobs), "first", jobs.getFirst()));
        }
        if (!secrets.remove(uid, name)) {
            throw new HttpRefusal(Status.NOT_FOUND, HttpProblems.NO_SECRET.reason());
        }
        exchange.answer().send(Status.OK, new SecretChanged(name, "deleted"));
    }

    /** The jobs of a user that have not ended, by the secret that they name. */
    private Map<String, List<String>> uses(long uid) {
        Map<String, List<String>> uses = new TreeMap<>();
        for (Job job : LiveJobs.of(archive, new Archive.Whose.Own(uid))) {
            job.submission().definition().docker().secrets().values().stream()
                    .map(SecretUse::secret)
                    .distinct()
                    .forEach(name -> uses.computeIfAbsent(name, _ -> new ArrayList<>())
                            .add(job.id().text()));
        }
        return uses;
    }
}
