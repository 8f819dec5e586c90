package io.fairlead.core.recipe;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * The person whom an image is made for. Lines of the account files are written, and no tool is called that keeps a record
 * for each uid up to theirs: with large uids those make files of hundreds of gigabytes.
 *
 * @param name as it is in containers: letters, digits, {@code _} and {@code -}
 */
public record BakedUser(String name, long uid, long gid) {
    private static final String LABEL = "aime.mlc.DS01_";

    /** The labels by which users of DS01 tell such an image. */
    public SequencedMap<String, String> labels() {
        SequencedMap<String, String> labels = new LinkedHashMap<>();
        labels.put(LABEL + "HAS_USER_SETUP", "true");
        labels.put(LABEL + "USER_ID", Long.toString(uid));
        labels.put(LABEL + "GROUP_ID", Long.toString(gid));
        labels.put(LABEL + "USERNAME", name);
        return labels;
    }

    /** The uid that an image with these labels was made for; empty where it says none. */
    public static String madeFor(SequencedMap<String, String> labels) {
        return labels.getOrDefault(LABEL + "USER_ID", "");
    }

    /** Lines that end a Dockerfile, whatever stands before them. */
    public String dockerfile() {
        String home = "/home/" + name;
        return "# The user, by Fairlead: this is not part of the file beside your recipe.\n"
                + "USER 0\n"
                + "RUN touch /etc/passwd /etc/group \\\n"
                + " && sed -i -e '/^" + name + ":/d' -e '/^[^:]*:[^:]*:" + uid + ":/d' /etc/passwd \\\n"
                + " && if [ -x /bin/bash ]; then shell=/bin/bash; else shell=/bin/sh; fi \\\n"
                + " && echo \"" + name + ":x:" + uid + ":" + gid + "::" + home + ":$shell\" >> /etc/passwd \\\n"
                + " && { grep -q '^[^:]*:[^:]*:" + gid + ":' /etc/group"
                + " || { sed -i '/^" + name + ":/d' /etc/group && echo '" + name + ":x:" + gid
                + ":' >> /etc/group; }; } \\\n"
                + " && mkdir -p " + home + " /workspace \\\n"
                + " && if [ -d /etc/skel ]; then cp -R /etc/skel/. " + home + "/; fi \\\n"
                + " && chown -R " + uid + ":" + gid + " " + home + " && chown " + uid + ":" + gid + " /workspace \\\n"
                + " && chmod 700 " + home + "\n"
                + "LABEL "
                + labels().entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(" "))
                + "\n";
    }
}
