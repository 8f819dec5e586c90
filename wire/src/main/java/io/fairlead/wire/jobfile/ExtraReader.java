package io.fairlead.wire.jobfile;

import io.fairlead.core.job.Extra;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.jobfile.keys.Limits;
import io.fairlead.wire.jobfile.keys.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code extra}, which may stand at the top, in {@code request}, or half and half. */
final class ExtraReader {
    private final Context context;

    ExtraReader(Context context) {
        this.context = context;
    }

    Extra read(Optional<Node> top, Optional<Node> inRequest) {
        if (top.isEmpty() && inRequest.isEmpty()) {
            return Extra.NONE;
        }
        Optional<Fields> first = fields(top);
        Optional<Fields> second = fields(inRequest);
        return new Extra(
                find("sshPubKeys", first, second).map(this::sshKeys).orElse(List.of()),
                mail("emailOnQueue", first, second),
                mail("emailOnRun", first, second),
                mail("emailOnEnd", first, second),
                mail("emailOnHalt", first, second),
                mail("emailOnRestart", first, second));
    }

    private Optional<Fields> fields(Optional<Node> node) {
        Optional<MapNode> map = node.flatMap(n -> context.values().map(n, "{\"emailOnEnd\": [\"me@example.org\"]}"));
        return map.map(m -> new Fields(context, m, Section.EXTRA));
    }

    private Optional<Node> find(String key, Optional<Fields> first, Optional<Fields> second) {
        Optional<Node> one = first.flatMap(fields -> fields.find(key));
        Optional<Node> other = second.flatMap(fields -> fields.find(key));
        if (one.isPresent() && other.isPresent()) {
            context.report().problem(other.get(), key, JobFileProblems.GIVEN_TWICE, "key", key);
        }
        return one.or(() -> other);
    }

    private List<String> sshKeys(Node node) {
        List<String> keys = new ArrayList<>();
        for (Node item : context.values().oneOrMany(node, Limits.ADDRESSES_MAX)) {
            context.values().text(item, Limits.SSH_KEY).ifPresent(key -> keys.add(key.strip()));
        }
        return keys;
    }

    private List<String> mail(String key, Optional<Fields> first, Optional<Fields> second) {
        Optional<Node> node = find(key, first, second);
        List<String> addresses = new ArrayList<>();
        if (node.isPresent()) {
            for (Node item : context.values().oneOrMany(node.get(), Limits.ADDRESSES_MAX)) {
                context.values()
                        .text(item, Limits.WORD_LONG)
                        .filter(text -> isAddress(item, text))
                        .ifPresent(addresses::add);
            }
        }
        return addresses;
    }

    private boolean isAddress(Node node, String text) {
        int at = text.indexOf('@');
        boolean good = at > 0
                && at < text.length() - 1
                && at == text.lastIndexOf('@')
                && text.chars().noneMatch(Character::isWhitespace);
        if (!good) {
            context.report().problem(node, JobFileProblems.EMAIL);
        }
        return good;
    }
}
