package io.fairlead.server.auth;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The account files of a container: the image's own, with the user's lines.
 *
 * <p>An image's line is kept, byte for byte, unless it has the user's name or uid, or the name or gid of one of the
 * user's groups. The user wins because files on volumes carry the user's numbers and must show the user's names; what
 * the image loses is the name of a number that it could not use anyway. Lines that are no account lines are left out:
 * an image is not to be trusted to be well formed.
 */
public final class PasswdMerge {
    /** Of an image's file, no more is read; a line that is cut by this is left out. */
    public static final int BYTES_MAX = 1024 * 1024;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");
    private static final Pattern NAME = Pattern.compile("[^\\s:\\p{Cntrl}#+-][^:\\p{Cntrl}]{0,255}");
    private static final int PASSWD_FIELDS = 7;
    private static final int GROUP_FIELDS = 4;

    private PasswdMerge() {}

    /**
     * The user of a container.
     *
     * @param name from {@link ContainerName}
     * @param home absolute, without colons and control characters
     * @param shell absolute, one that the image has
     */
    public record User(String name, int uid, int gid, String home, String shell) {
        public User {
            requireField(name);
            requireField(home);
            requireField(shell);
        }
    }

    /** A group of the user. */
    public record Group(int gid, String name) {
        public Group {
            requireField(name);
        }
    }

    /**
     * The passwd file.
     *
     * @param image the image's own, empty where it has none
     */
    public static byte[] passwd(byte[] image, User user) {
        var out = new ByteArrayOutputStream();
        for (String line : lines(image)) {
            String[] fields = line.split(":", -1);
            boolean wellFormed = fields.length == PASSWD_FIELDS
                    && NAME.matcher(fields[0]).matches()
                    && NUMBER.matcher(fields[2]).matches()
                    && NUMBER.matcher(fields[3]).matches();
            if (wellFormed && !fields[0].equals(user.name) && Long.parseLong(fields[2]) != user.uid) {
                write(out, line);
            }
        }
        String own = String.join(
                ":", user.name, "x", Integer.toString(user.uid), Integer.toString(user.gid), "", user.home, user.shell);
        out.writeBytes((own + "\n").getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    /**
     * The group file.
     *
     * @param image the image's own, empty where it has none
     * @param groups the user's; several with one gid count once, the first; a name that comes again gets its gid added
     */
    public static byte[] group(byte[] image, User user, List<Group> groups) {
        List<Group> own = distinct(groups);
        Set<String> names = new HashSet<>(own.stream().map(Group::name).toList());
        Set<Long> gids =
                new HashSet<>(own.stream().map(group -> (long) group.gid()).toList());
        var out = new ByteArrayOutputStream();
        for (String line : lines(image)) {
            String[] fields = line.split(":", -1);
            boolean wellFormed = fields.length == GROUP_FIELDS
                    && NAME.matcher(fields[0]).matches()
                    && NUMBER.matcher(fields[2]).matches();
            if (wellFormed && !names.contains(fields[0]) && !gids.contains(Long.parseLong(fields[2]))) {
                write(out, withoutMember(line, fields, user.name));
            }
        }
        for (Group group : own) {
            String member = group.gid == user.gid ? "" : user.name;
            String line = group.name + ":x:" + group.gid + ":" + member + "\n";
            out.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    /** An account of the image may have had the user's name, and with it groups that are not the user's. */
    private static String withoutMember(String line, String[] fields, String name) {
        List<String> members = new ArrayList<>(List.of(fields[3].split(",", -1)));
        if (!members.contains(name)) {
            return line;
        }
        members.removeIf(name::equals);
        return String.join(":", fields[0], fields[1], fields[2], String.join(",", members));
    }

    private static List<Group> distinct(List<Group> groups) {
        var byGid = new TreeMap<Integer, Group>();
        Set<String> names = new HashSet<>();
        for (Group group : groups) {
            if (!byGid.containsKey(group.gid)) {
                String name = names.add(group.name) ? group.name : group.name + "-" + group.gid;
                names.add(name);
                byGid.put(group.gid, new Group(group.gid, name));
            }
        }
        return List.copyOf(byGid.values());
    }

    /** Bytes as characters one to one, so that what is kept is kept as it is. */
    private static List<String> lines(byte[] image) {
        int length = Math.min(image.length, BYTES_MAX);
        String text = new String(image, 0, length, StandardCharsets.ISO_8859_1);
        if (image.length > BYTES_MAX) {
            text = text.substring(0, text.lastIndexOf('\n') + 1);
        }
        return text.lines().toList();
    }

    private static void write(ByteArrayOutputStream out, String line) {
        out.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
        out.write('\n');
    }

    private static void requireField(String text) {
        boolean bad = text.isEmpty() || text.chars().anyMatch(c -> c == ':' || Character.isISOControl(c));
        if (bad) {
            throw new IllegalArgumentException("cannot stand in an account file: " + text);
        }
    }
}
